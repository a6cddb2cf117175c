/** What a model is used for; every role can have a model of its own. The outside view belongs to `reason`. */
export type ModelRole = 'query' | 'rate' | 'summarise' | 'reason' | 'supervise'
