/** What a model is used for; every role can have a model of its own. Version 1 only reasons. */
export type ModelRole = 'query' | 'rate' | 'summarise' | 'reason' | 'supervise'
