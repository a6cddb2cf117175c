import { z } from 'zod'
import { createJsonReader } from './http/fetch-json.ts'
import { venueUrl } from './http/venue-url.ts'

/** An event as the subnet's own API lists it. */
export interface SourceEvent {
  readonly eventId: string
  readonly title: string
  readonly description: string
  /** In lower case mostly; as it came. */
  readonly marketType: string
  readonly createdAtUnixSeconds: number
  readonly cutoffUnixSeconds: number
  /** Null while open. */
  readonly answer: 0 | 1 | null
  readonly metadata: Readonly<Record<string, unknown>>
}

/** An event that has been decided. */
export interface SourceAnswer {
  readonly eventId: string
  readonly answer: 0 | 1
  readonly resolvedAt: Date
}

/** Events before validators ask about them. */
export interface EventSource {
  /** Events created at or after a moment. */
  events(options: { readonly from: Date; readonly signal: AbortSignal }): Promise<readonly SourceEvent[]>
  resolved(options: { readonly since: Date; readonly signal: AbortSignal }): Promise<readonly SourceAnswer[]>
  /** Ids of events that were taken back. */
  deleted(options: { readonly since: Date; readonly signal: AbortSignal }): Promise<readonly string[]>
}

const eventSchema = z
  .looseObject({
    event_id: z.string().min(1),
    title: z.string(),
    description: z.string(),
    market_type: z.string(),
    created_at: z.number(),
    cutoff: z.number(),
    answer: z
      .union([z.literal(0), z.literal(1)])
      .nullish()
      .catch(null),
    event_metadata: z.record(z.string(), z.unknown()).nullish().catch(null),
  })
  .transform(
    (event): SourceEvent => ({
      eventId: event.event_id,
      title: event.title,
      description: event.description,
      marketType: event.market_type,
      createdAtUnixSeconds: event.created_at,
      cutoffUnixSeconds: event.cutoff,
      answer: event.answer ?? null,
      metadata: event.event_metadata ?? {},
    }),
  )
const answerSchema = z
  .looseObject({
    event_id: z.string().min(1),
    answer: z.union([z.literal(0), z.literal(1)]),
    resolved_at: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  })
  .transform(
    ({ event_id, answer, resolved_at }): SourceAnswer => ({
      eventId: event_id,
      answer,
      resolvedAt: new Date(resolved_at),
    }),
  )
const deletedSchema = z.looseObject({ event_id: z.string().min(1) }).transform(({ event_id }) => event_id)
const pageSchema = z.looseObject({ items: z.array(z.unknown()) })

const MAX_PAGES = 200

/**
 * Reads an API of the shape `/api/v2/events`, as the subnet's validators do. Items of another form are left out: one
 * bad event costs itself only. Throws E_MARKET_HTTP, E_MARKET_ANSWER, the signal's reason.
 */
export function createEventSource({
  baseUrl,
  fetch: fetchFrom = fetch,
}: {
  readonly baseUrl: string
  readonly fetch?: typeof fetch
}): EventSource {
  const reader = createJsonReader({ venue: 'event source', fetch: fetchFrom, timeoutMs: 30_000 })

  async function readAll<T>(
    path: string,
    query: Readonly<Record<string, string>>,
    limit: number,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T[]> {
    const all: T[] = []
    for (let page = 0; page < MAX_PAGES; page++) {
      const url = venueUrl(baseUrl, path, { ...query, offset: `${page * limit}`, limit: `${limit}` })
      const items = (await reader.read(url, pageSchema, { signal }))?.items ?? []
      all.push(...items.flatMap((item) => schema.safeParse(item).data ?? []))
      if (items.length < limit) break
    }
    return all
  }

  return {
    events: ({ from, signal }) =>
      readAll(
        '/api/v2/events',
        { from_date: `${Math.floor(from.getTime() / 1_000)}` },
        50,
        eventSchema,
        signal,
      ),
    resolved: ({ since, signal }) =>
      readAll('/api/v2/events/resolved', { resolved_since: since.toISOString() }, 100, answerSchema, signal),
    deleted: ({ since, signal }) =>
      readAll('/api/v2/events/deleted', { deleted_since: since.toISOString() }, 100, deletedSchema, signal),
  }
}
