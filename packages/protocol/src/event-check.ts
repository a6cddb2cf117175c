import { isRawJson, numberOf } from './raw-json.ts'

export interface EventProblem {
  readonly field: string
  readonly problem: string
}

// The hand-written twin of `eventPredictionSchema`, because zod copies each event: a property test holds the two
// to each other.
const isText = (value: unknown) => typeof value === 'string'
const isNumber = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'object' && value !== null && isRawJson(value))
const isBoolean = (value: unknown) => typeof value === 'boolean'
const isObject = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJson(value)

/** The first thing wrong with a request's event; null where it is fine. */
export function findEventProblem(event: unknown): EventProblem | null {
  if (!isObject(event)) return { field: '', problem: 'is no object' }
  const fields = event as Record<string, unknown>
  if (!isText(fields.event_id)) return { field: 'event_id', problem: 'is no text' }
  if (!isText(fields.market_type)) return { field: 'market_type', problem: 'is no text' }
  if (!isText(fields.description)) return { field: 'description', problem: 'is no text' }
  if (fails(fields.cutoff, isNumber)) return { field: 'cutoff', problem: 'is no number' }
  if (fails(fields.metadata, isObject)) return { field: 'metadata', problem: 'is no object' }
  if (fails(fields.probability, isNumber)) return { field: 'probability', problem: 'is no number' }
  if (fails(fields.reasoning, isText)) return { field: 'reasoning', problem: 'is no text' }
  if (fails(fields.miner_answered, isBoolean)) return { field: 'miner_answered', problem: 'is no boolean' }
  if (fails(fields.starts, isNumber)) return { field: 'starts', problem: 'is no number' }
  if (fails(fields.resolve_date, isNumber)) return { field: 'resolve_date', problem: 'is no number' }
  return null
}

function fails(value: unknown, test: (value: unknown) => boolean): boolean {
  return value !== undefined && value !== null && !test(value)
}

/** The first thing for which a Python dendrite would refuse an answer's event; null where it is fine. */
export function findReplyProblem(event: unknown): EventProblem | null {
  const problem = findEventProblem(event)
  if (problem) return problem
  const fields = event as Record<string, unknown>
  const probability = numberOf(fields.probability)
  if (probability !== undefined && !(probability >= 0 && probability <= 1)) {
    return { field: 'probability', problem: 'is not between 0 and 1' }
  }
  return null
}
