import type { MinerEvent, PriceRecord, StoredForecast } from '../ports.ts'
import { openToRead } from './read/open-to-read.ts'
import { FORECAST_COLUMNS, type Row, readForecast } from './sqlite-rows.ts'
import { fromColumn } from './text-column.ts'

/** An event that has been decided, with all that was believed of it while it was open. */
export interface ResolvedHistory {
  /** In its last wording. */
  readonly event: MinerEvent
  readonly outcome: 0 | 1
  readonly resolvedAtMs: number
  /** Made before the cutoff and before the outcome was known, the oldest first; of every wording. */
  readonly forecasts: readonly StoredForecast[]
  /** Prices of that time, the oldest first. */
  readonly prices: readonly PriceRecord[]
}

const EVENTS = `
  SELECT e.id, e.key, r.venue_event_id, r.market_type, r.description, r.cutoff_unix_seconds,
    o.outcome, o.resolved_at_ms
  FROM outcomes o JOIN events e ON e.id = o.event_id JOIN revisions r ON r.id =
    (SELECT id FROM revisions WHERE event_id = e.id ORDER BY revision DESC LIMIT 1)
  ORDER BY o.resolved_at_ms, e.id`

const FORECASTS = `
  SELECT r.revision, ${FORECAST_COLUMNS} FROM revisions r JOIN forecasts f ON f.revision_id = r.id
  WHERE r.event_id = :id AND f.made_at_ms < :before ORDER BY f.made_at_ms, f.id`

const PRICES = `
  SELECT at_ms AS atMs, venue, market_id AS marketId, price, probability, weight FROM prices
  WHERE event_id = :id AND at_ms < :before ORDER BY at_ms`

/**
 * Gives the decided events of a store's file one by one, those decided first first. It only reads: a miner may be
 * running on the same file. What was forecast or priced at or after the cutoff or the outcome is left out, since it
 * may have known; a column that cannot be read any more counts as empty.
 *
 * @throws IgError E_STORE_OPEN without the file, E_STORE_FOREIGN, E_STORE_NEWER or E_STORE_OLDER for one that is not for
 * this code to read, E_STORE_READ where the disk fails
 */
export function* readResolvedHistory({ path }: { readonly path: string }): Generator<ResolvedHistory> {
  const db = openToRead(path)
  try {
    const forecasts = db.prepare<Row>(FORECASTS)
    const prices = db.prepare<Omit<PriceRecord, 'eventKey'>>(PRICES)
    for (const row of db.prepare<Row>(EVENTS).each()) {
      const event = readEvent(row)
      const resolvedAtMs = row.resolved_at_ms as number
      const cutoffMs = event.cutoffUnixSeconds === null ? Infinity : event.cutoffUnixSeconds * 1000
      const before = { id: row.id as number, before: Math.min(cutoffMs, resolvedAtMs) }
      yield {
        event,
        outcome: row.outcome as 0 | 1,
        resolvedAtMs,
        forecasts: forecasts.all(before).map((one) => readForecast(one, event.key, () => {})),
        prices: prices
          .all(before)
          .map((price) => ({ eventKey: event.key, ...price, marketId: fromColumn(price.marketId) })),
      }
    }
  } finally {
    db.close()
  }
}

function readEvent(row: Row): MinerEvent {
  return {
    key: fromColumn(row.key as string),
    eventId: fromColumn(row.venue_event_id as string),
    marketType: fromColumn(row.market_type as string),
    description: fromColumn(row.description as string),
    cutoffUnixSeconds: row.cutoff_unix_seconds as number | null,
    metadata: {},
  }
}
