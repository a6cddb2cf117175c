import { isRawJson, numberOf } from './raw-json.ts'
import { isPlainObject } from './synapse-fields.ts'

export interface EventProblem {
  /** Empty for the event as a whole. */
  readonly field: string
  readonly problem: string
}

type Test = (value: unknown) => boolean

const isText: Test = (value) => typeof value === 'string'
const isBoolean: Test = (value) => typeof value === 'boolean'
const isNumber: Test = (value) =>
  typeof value === 'number' || (typeof value === 'object' && value !== null && isRawJson(value))

const absentOr = (value: unknown, test: Test) => value === undefined || value === null || test(value)

/**
 * The first thing wrong with a request's event, null where it is fine. The hand-written twin of
 * `eventPredictionSchema`, because zod copies each event; a property test holds the two to each other.
 */
export function findEventProblem(event: unknown): EventProblem | null {
  if (!isPlainObject(event)) return { field: '', problem: 'is no object' }
  if (!isText(event.event_id)) return { field: 'event_id', problem: 'is no text' }
  if (!isText(event.market_type)) return { field: 'market_type', problem: 'is no text' }
  if (!isText(event.description)) return { field: 'description', problem: 'is no text' }
  if (!absentOr(event.cutoff, isNumber)) return { field: 'cutoff', problem: 'is no number' }
  if (!absentOr(event.metadata, isPlainObject)) return { field: 'metadata', problem: 'is no object' }
  if (!absentOr(event.probability, isNumber)) return { field: 'probability', problem: 'is no number' }
  if (!absentOr(event.reasoning, isText)) return { field: 'reasoning', problem: 'is no text' }
  if (!absentOr(event.miner_answered, isBoolean)) return { field: 'miner_answered', problem: 'is no boolean' }
  if (!absentOr(event.starts, isNumber)) return { field: 'starts', problem: 'is no number' }
  if (!absentOr(event.resolve_date, isNumber)) return { field: 'resolve_date', problem: 'is no number' }
  return null
}

const KEYS_OF_2025 = ['cutoff', 'metadata', 'probability', 'reasoning', 'miner_answered']
const KEYS_OF_2024 = ['probability', 'starts', 'resolve_date']

/** The first thing for which a Python dendrite refuses an answer's event, and with it the whole answer. */
export function findReplyProblem(event: unknown): EventProblem | null {
  const problem = findEventProblem(event)
  if (problem) return problem
  const fields = event as Readonly<Record<string, unknown>>
  const required =
    Object.hasOwn(fields, 'starts') && !Object.hasOwn(fields, 'cutoff') ? KEYS_OF_2024 : KEYS_OF_2025
  const missing = required.find((field) => !Object.hasOwn(fields, field))
  if (missing !== undefined) return { field: missing, problem: 'is missing' }
  const probability = numberOf(fields.probability)
  if (probability !== undefined && !(probability >= 0 && probability <= 1)) {
    return { field: 'probability', problem: 'is not between 0 and 1' }
  }
  return null
}
