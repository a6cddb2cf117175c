import type { Basis } from '../../ports.ts'
import { fromColumn, toColumn } from '../text-column.ts'
import type { ReadDatabase } from './open-to-read.ts'
import type { DecidedCourse } from './overviews.ts'
import { COUNTED_WORDING, SHOWN_WORDING } from './shown-wording.ts'
import type { StoreReader } from './store-reader.ts'

const EVENTS = `
  SELECT e.id, e.key, r.market_type AS marketType, o.outcome, o.resolved_at_ms AS resolvedAtMs,
    min(o.resolved_at_ms, coalesce(r.cutoff_unix_seconds * 1000, 9e999)) AS endedAtMs
  FROM outcomes o JOIN events e ON e.id = o.event_id JOIN revisions r ON ${SHOWN_WORDING}
  WHERE :marketType IS NULL OR r.market_type = :marketType
  ORDER BY o.resolved_at_ms DESC, e.id DESC LIMIT :limit`

const FORECASTS = `
  SELECT f.made_at_ms AS madeAtMs, f.probability, f.basis FROM revisions r JOIN forecasts f ON f.revision_id = r.id
  WHERE r.event_id = :id AND f.made_at_ms < :before AND ${COUNTED_WORDING} ORDER BY f.made_at_ms, f.id`

const PRICES =
  'SELECT at_ms AS atMs, price FROM prices WHERE event_id = :id AND at_ms < :before ORDER BY at_ms'

/** Reads what was believed of decided events. */
export function createDecidedReads(db: ReadDatabase): StoreReader['decided'] {
  const forecasts = db.prepare<{ madeAtMs: number; probability: number; basis: Basis }>(FORECASTS)
  const prices = db.prepare<{ atMs: number; price: number }>(PRICES)

  return function* decided({ limit = -1, marketType } = {}) {
    const events = db.prepare<Omit<DecidedCourse, 'forecasts' | 'prices'>>(EVENTS)
    const which = { limit, marketType: marketType === undefined ? null : toColumn(marketType) }
    for (const event of events.each(which)) {
      const before = { id: event.id, before: event.endedAtMs }
      yield {
        ...event,
        key: fromColumn(event.key),
        marketType: fromColumn(event.marketType),
        forecasts: forecasts.all(before),
        prices: prices.all(before),
      }
    }
  }
}
