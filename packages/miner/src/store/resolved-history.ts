import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { MinerEvent, PriceRecord, StoredForecast } from '../ports.ts'
import { notOpened, refuseStrange } from './open-database.ts'
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

const BUSY_TIMEOUT_MS = 1_000

const EVENTS = `
  SELECT e.id, e.key, r.venue_event_id, r.market_type, r.description, r.cutoff_unix_seconds,
    o.outcome, o.resolved_at_ms
  FROM outcomes o JOIN events e ON e.id = o.event_id JOIN revisions r ON r.id =
    (SELECT id FROM revisions WHERE event_id = e.id ORDER BY revision DESC LIMIT 1)
  ORDER BY o.resolved_at_ms, e.id`

const FORECASTS = `
  SELECT r.revision, ${FORECAST_COLUMNS} FROM revisions r JOIN forecasts f ON f.revision_id = r.id
  WHERE r.event_id = ?1 AND f.made_at_ms < ?2 ORDER BY f.made_at_ms, f.id`

const PRICES = `
  SELECT at_ms AS atMs, venue, market_id AS marketId, price, probability, weight FROM prices
  WHERE event_id = ?1 AND at_ms < ?2 ORDER BY at_ms`

/**
 * Gives the decided events of a store's file one by one, those decided first first. It only reads: a miner may be
 * running on the same file. What was forecast or priced at or after the cutoff or the outcome is left out, since it
 * may have known; a column that cannot be read any more counts as empty.
 *
 * @throws IgError E_STORE_OPEN without the file, E_STORE_FOREIGN or E_STORE_NEWER for one that is not ours to read
 */
export function* readResolvedHistory({ path }: { readonly path: string }): Generator<ResolvedHistory> {
  const db = openToRead(path)
  try {
    const forecasts = db.prepare(FORECASTS)
    const prices = db.prepare(PRICES)
    for (const row of db.prepare(EVENTS).iterate() as Iterable<Row>) {
      const event = readEvent(row)
      const resolvedAtMs = row.resolved_at_ms as number
      const cutoffMs = event.cutoffUnixSeconds === null ? Infinity : event.cutoffUnixSeconds * 1000
      const beforeMs = Math.min(cutoffMs, resolvedAtMs)
      const id = row.id as number
      yield {
        event,
        outcome: row.outcome as 0 | 1,
        resolvedAtMs,
        forecasts: forecasts.all(id, beforeMs).map((one) => readForecast(one as Row, event.key, () => {})),
        prices: prices.all(id, beforeMs).map((one) => {
          const price = one as unknown as Omit<PriceRecord, 'eventKey'>
          return { eventKey: event.key, ...price, marketId: fromColumn(price.marketId) }
        }),
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

function openToRead(path: string): DatabaseSync {
  let db: DatabaseSync | undefined
  try {
    if (!existsSync(path)) throw new Error('there is no such file')
    db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
    refuseStrange(db, path)
    return db
  } catch (cause) {
    db?.close()
    throw notOpened(cause, path, {
      message: 'The event store cannot be read.',
      hint: 'Name the data folder of a miner that has run.',
    })
  }
}
