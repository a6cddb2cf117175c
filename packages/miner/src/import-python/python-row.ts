import { cutoffOf, isRawJson, numberOf } from '@ig/protocol'
import { z } from 'zod'
import type { MinerEvent } from '../ports.ts'

/** A row of either file of the Python miner, read. */
export interface PythonRow {
  readonly event: MinerEvent
  /** As it stands there: null, a failure's number and a guess included. */
  readonly probability: number | null
  readonly reasoning: string | null
  /** The Python miner said that it was done with it. */
  readonly isDone: boolean
}

/** Absent, null or a number. */
const number = z
  .unknown()
  .optional()
  .transform((value, context) => {
    if (value === null || value === undefined) return null
    const read = numberOf(value)
    if (read === undefined) context.addIssue({ code: 'custom', message: 'is not a number' })
    return read ?? null
  })

/** Python's isoformat(), or unix seconds; a date without a zone is UTC, as the Python miner takes it. */
const moment = z.unknown().transform((value, context) => {
  const unixSeconds =
    typeof value === 'string'
      ? Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`) / 1000
      : numberOf(value)
  if (unixSeconds !== undefined && !Number.isNaN(unixSeconds)) return unixSeconds
  context.addIssue({ code: 'custom', message: 'is not a date' })
  return z.NEVER
})

const metadata = z.custom<MinerEvent['metadata']>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJson(value),
  'is not an object',
)

/** Of `miner-events.json` (2025): the wire's event, its cutoff as a date, and a status. */
const eventRow = z.object({
  event_id: z.string(),
  market_type: z.string(),
  description: z.string(),
  cutoff: moment,
  metadata: metadata.nullish(),
  probability: number,
  reasoning: z.string().nullish(),
  status: z.string(),
})

/** Of `.miner-cache.json` (June 2024 to February 2025). */
const cacheRow = z.object({
  event: z.object({
    event_id: z.string(),
    market_type: z.string(),
    description: z.string(),
    probability: number,
    starts: number,
    resolve_date: number,
    cutoff: number,
    prev_prob: number,
  }),
  status: z.string(),
})

/** Reads a row of either file, or says in one sentence what is wrong with it. */
export function readPythonRow(key: string, row: unknown): PythonRow | { readonly problem: string } {
  const isCache = typeof row === 'object' && row !== null && 'event' in row
  const parsed = isCache ? cacheRow.safeParse(row) : eventRow.safeParse(row)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { problem: `${issue?.path.join('.') || 'the row'}: ${issue?.message}` }
  }
  const { data } = parsed
  const read = 'event' in data ? readCacheRow(key, data) : readEventRow(key, data)
  return read ?? { problem: 'cutoff: names a moment that cannot be meant' }
}

function readEventRow(key: string, row: z.infer<typeof eventRow>): PythonRow | null {
  const { unixSeconds, absurd } = cutoffOf({ ...row, metadata: {} } as Parameters<typeof cutoffOf>[0])
  if (absurd) return null
  return {
    event: {
      key,
      eventId: row.event_id,
      marketType: row.market_type.toUpperCase(),
      description: row.description,
      cutoffUnixSeconds: unixSeconds,
      metadata: row.metadata ?? {},
    },
    probability: row.probability,
    reasoning: row.reasoning || null,
    isDone: row.status === 'RESOLVED',
  }
}

function readCacheRow(key: string, { event, status }: z.infer<typeof cacheRow>): PythonRow | null {
  const wire = { ...event, cutoff: isDerived(event) ? undefined : event.cutoff }
  const { unixSeconds, absurd } = cutoffOf(wire as Parameters<typeof cutoffOf>[0])
  if (absurd) return null
  return {
    event: {
      key,
      eventId: event.event_id,
      marketType: event.market_type.toUpperCase(),
      description: event.description,
      cutoffUnixSeconds: unixSeconds,
      metadata: {},
    },
    probability: event.probability ?? event.prev_prob,
    reasoning: null,
    isDone: status === 'COMPLETED',
  }
}

// Where validators named no cutoff the Python miner made up its own, a margin before the real one, and the
// margin changed over its versions. An event with the made-up cutoff would be another revision than theirs.
const MARGINS_SECONDS = [0, 600, 1_800, 3_600]

function isDerived(event: z.infer<typeof cacheRow>['event']): boolean {
  const { cutoff, ...wire } = event
  const real = cutoffOf(wire as Parameters<typeof cutoffOf>[0]).unixSeconds
  if (cutoff === null || real === null) return cutoff === null
  return MARGINS_SECONDS.includes(real - cutoff)
}
