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
 * unknown fields and every key stay as they came. In an answer a probability may also be text, as Python reads it.
 *
 * @see infinite-games, infinite_games/protocol.py, of both eras
 */
export const EventPredictionSynapse: SynapseDefinition<EventPredictionFields> = {
  ...described,
  fields: described.fields as z.ZodType<EventPredictionFields>,
  parseFields(body) {
    const fields = synapseFields(NAME, body)
    checkEvents(fields.events, findEventProblem)
    return fields as EventPredictionFields
  },
  parseReply(body) {
    const fields = synapseFields(NAME, body)
    fields.events = numberProbabilities(fields.events)
    checkEvents(fields.events, findReplyProblem)
    return fields as EventPredictionFields
  },
}

function checkEvents(events: unknown, findProblem: typeof findEventProblem): void {
  if (!isPlainObject(events)) throw fieldsError(NAME, 'events', 'is no object')
  for (const key in events) {
    const problem = findProblem(events[key])
    if (problem === null) continue
    throw fieldsError(NAME, `events.${key}${problem.field && `.${problem.field}`}`, problem.problem)
  }
}

/** Probabilities as Python coerces them: text that is a number counts as one. */
function numberProbabilities(events: unknown): unknown {
  if (!isPlainObject(events)) return events
  let coerced = events
  for (const key in events) {
    const event = events[key]
    if (!isPlainObject(event) || typeof event.probability !== 'string') continue
    if (coerced === events) coerced = { ...events }
    const probability = DECIMAL.test(event.probability) ? Number(event.probability) : Number.NaN
    coerced[key] = { ...event, probability }
  }
  return coerced
}

const DECIMAL = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/
