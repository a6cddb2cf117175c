import { z } from 'zod'
import { isRawJson, type RawJson } from './raw-json.ts'

/** A number as `parseJson` gives it: `numberOf` reads both forms. */
export type JsonNumber = number | RawJson

/** An event of the last axon era (2025). Unknown fields are kept. */
export interface EventPrediction {
  event_id: string
  market_type: string
  description: string
  cutoff?: JsonNumber | null | undefined
  metadata?: Record<string, unknown> | null | undefined
  probability?: JsonNumber | null | undefined
  reasoning?: string | null | undefined
  miner_answered?: boolean | null | undefined
  /** June 2024: unix seconds of the start, and of the resolution. */
  starts?: JsonNumber | null | undefined
  resolve_date?: JsonNumber | null | undefined
  [unknownField: string]: unknown
}

/** An event of June 2024, as the subnet's first validators sent it. */
export interface SeedEventPrediction extends EventPrediction {
  starts: JsonNumber | null
  resolve_date: JsonNumber | null
}

const jsonNumber = z.custom<JsonNumber>((value) => typeof value === 'number' || isNumberNode(value))
const jsonObject = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJson(value),
)

function isNumberNode(value: unknown): boolean {
  return typeof value === 'object' && value !== null && isRawJson(value)
}

/** What an event must be: of either era, with unknown fields. A cutoff's value is judged elsewhere. */
export const eventPredictionSchema: z.ZodType<EventPrediction> = z.looseObject({
  event_id: z.string(),
  market_type: z.string(),
  description: z.string(),
  cutoff: jsonNumber.nullish(),
  metadata: jsonObject.nullish(),
  probability: jsonNumber.nullish(),
  reasoning: z.string().nullish(),
  miner_answered: z.boolean().nullish(),
  starts: jsonNumber.nullish(),
  resolve_date: jsonNumber.nullish(),
})
