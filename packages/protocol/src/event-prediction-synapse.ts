import { z } from 'zod'
import { defineSynapse, fieldsError, type SynapseDefinition } from './define-synapse.ts'
import { findEventProblem, findReplyProblem } from './event-check.ts'
import { type EventPrediction, eventPredictionSchema } from './event-prediction.ts'
import { isPlainObject, synapseFields } from './synapse-fields.ts'

/** The fields of the subnet's synapse: events by key. */
export interface EventPredictionFields {
  events: Record<string, EventPrediction>
  [unknownField: string]: unknown
}

const NAME = 'EventPredictionSynapse'

const described = defineSynapse({
  name: NAME,
  fields: z.looseObject({ events: z.record(z.string(), eventPredictionSchema) }),
})

/**
 * The subnet's synapse, of the last axon era and of June 2024 alike. Events are checked and passed on by reference:
 * unknown fields and every key stay as they came.
 *
 * @see infinite-games, infinite_games/protocol.py, of both eras
 */
export const EventPredictionSynapse: SynapseDefinition<EventPredictionFields> = {
  ...described,
  fields: described.fields as z.ZodType<EventPredictionFields>,
  parseFields: (body) => parse(body, findEventProblem),
  parseReply: (body) => parse(body, findReplyProblem),
}

function parse(body: unknown, findProblem: typeof findEventProblem): EventPredictionFields {
  const fields = synapseFields(NAME, body)
  const { events } = fields
  if (!isPlainObject(events)) throw fieldsError(NAME, 'events', 'is no object')
  for (const key of Object.keys(events)) {
    const problem = findProblem(events[key])
    if (problem)
      throw fieldsError(NAME, ['events', key, problem.field].filter(Boolean).join('.'), problem.problem)
  }
  return fields as EventPredictionFields
}
