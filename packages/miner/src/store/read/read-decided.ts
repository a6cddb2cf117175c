import { INTERVAL_MS } from '@ig/scoring'
import { fromColumn, toColumn } from '../text-column.ts'
import type { ReadDatabase } from './open-to-read.ts'
import type { DecidedEvent, DecidedMoment } from './overviews.ts'
import { COUNTED_WORDING, SHOWN_WORDING } from './shown-wording.ts'
import type { StoreReader } from './store-reader.ts'

const USUAL_MOMENTS = 12

const EVENTS = `
  SELECT e.id, e.key, r.market_type AS marketType, o.outcome, o.resolved_at_ms AS resolvedAtMs,
    min(o.resolved_at_ms, coalesce(r.cutoff_unix_seconds * 1000, 9e999)) AS endedAtMs
  FROM outcomes o JOIN events e ON e.id = o.event_id JOIN revisions r ON ${SHOWN_WORDING}
  WHERE :marketType IS NULL OR r.market_type = :marketType
  ORDER BY o.resolved_at_ms DESC, e.id DESC LIMIT :limit`

const FIRST_FORECAST = `
  SELECT min(f.made_at_ms) AS firstMs FROM revisions r JOIN forecasts f ON f.id =
    (SELECT id FROM forecasts WHERE revision_id = r.id ORDER BY made_at_ms LIMIT 1)
  WHERE r.event_id = :id AND ${COUNTED_WORDING}`

// An event can have thousands of forecasts and prices: each that stood at a moment is looked up, none is passed through.
const MOMENTS = `
  SELECT m.value AS atMs, f.probability, f.basis,
    coalesce((SELECT price FROM prices WHERE event_id = :id AND at_ms <= m.value ORDER BY at_ms DESC LIMIT 1), f.market)
      AS price
  FROM json_each(:moments) m JOIN forecasts f ON f.id =
    (SELECT g.id FROM revisions r JOIN forecasts g ON g.id =
       (SELECT id FROM forecasts WHERE revision_id = r.id AND made_at_ms <= m.value
        ORDER BY made_at_ms DESC, id DESC LIMIT 1)
     WHERE r.event_id = :id AND ${COUNTED_WORDING} ORDER BY g.made_at_ms DESC, g.id DESC LIMIT 1)
  ORDER BY m.key`

/** Reads what was believed of decided events. */
export function createDecidedReads(db: ReadDatabase): StoreReader['decided'] {
  const firstForecast = db.prepare<{ firstMs: number | null }>(FIRST_FORECAST)
  const moments = db.prepare<DecidedMoment>(MOMENTS)

  function momentsOf({ id, endedAtMs }: Omit<DecidedEvent, 'moments'>, most: number): DecidedMoment[] {
    const firstMs = firstForecast.first({ id })?.firstMs ?? null
    if (firstMs === null || firstMs >= endedAtMs) return []
    return moments.all({ id, moments: JSON.stringify(partTime(firstMs, endedAtMs, most)) })
  }

  return function* decided({ limit = -1, marketType, moments: most = USUAL_MOMENTS } = {}) {
    const events = db.prepare<Omit<DecidedEvent, 'moments'>>(EVENTS)
    const which = { limit, marketType: marketType === undefined ? null : toColumn(marketType) }
    for (const event of events.each(which)) {
      yield {
        ...event,
        key: fromColumn(event.key),
        marketType: fromColumn(event.marketType),
        moments: momentsOf(event, most),
      }
    }
  }
}

/** The middles of equal parts of a time, none much shorter than the subnet's interval. */
function partTime(fromMs: number, toMs: number, most: number): number[] {
  const parts = Math.max(1, Math.min(most, Math.ceil((toMs - fromMs) / INTERVAL_MS)))
  return Array.from({ length: parts }, (_, part) => fromMs + ((part + 0.5) / parts) * (toMs - fromMs))
}
