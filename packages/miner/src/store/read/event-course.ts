import type { PriceRecord } from '../../ports.ts'
import { fromColumn } from '../text-column.ts'
import { POINT_COLUMNS, type PointRow, readPoint } from './event-rows.ts'
import type { PricePoint } from './event-views.ts'
import type { ReadDatabase } from './open-to-read.ts'
import { COUNTED_WORDING } from './shown-wording.ts'
import type { StoreReader } from './store-reader.ts'

const USUAL_POINTS = 600

const EXTENT = `
  SELECT min(atMs) AS firstMs, max(atMs) AS lastMs, total(isForecast) AS forecasts, total(NOT isForecast) AS prices FROM (
    SELECT f.made_at_ms AS atMs, TRUE AS isForecast FROM revisions r JOIN forecasts f ON f.revision_id = r.id
    WHERE r.event_id = :id
    UNION ALL SELECT at_ms, FALSE FROM prices WHERE event_id = :id)`

// SQLite takes the columns beside `max` from the row that has it: the last of each span. Without a span: all.
const FORECASTS = `
  SELECT ${POINT_COLUMNS}, max(f.id) FROM revisions r JOIN forecasts f ON f.revision_id = r.id
  WHERE r.event_id = :id AND ${COUNTED_WORDING}
  GROUP BY iif(:span IS NULL, f.id, cast((f.made_at_ms - :from) / :span AS INTEGER)) ORDER BY f.made_at_ms, f.id`

const PRICES = `
  SELECT at_ms AS atMs, venue, price, max(at_ms) FROM prices WHERE event_id = :id
  GROUP BY iif(:span IS NULL, at_ms, cast((at_ms - :from) / :span AS INTEGER)) ORDER BY at_ms`

const FORECAST_PAGE = `
  SELECT ${POINT_COLUMNS} FROM revisions r JOIN forecasts f ON f.revision_id = r.id
  WHERE r.event_id = :id ORDER BY f.made_at_ms DESC, f.id DESC LIMIT :limit OFFSET :offset`

const LATEST_PRICES = `
  SELECT e.key, p.at_ms AS atMs, p.venue, p.market_id AS marketId, p.price, p.probability, p.weight
  FROM prices p JOIN events e ON e.id = p.event_id WHERE p.event_id = :id ORDER BY p.at_ms DESC LIMIT :limit`

interface Extent {
  /** Null where there is neither a forecast nor a price. */
  readonly firstMs: number | null
  readonly lastMs: number
  readonly forecasts: number
  readonly prices: number
}

/** Reads how one event's probability and price went. */
export function createEventCourse(db: ReadDatabase): Pick<StoreReader, 'course' | 'forecasts' | 'prices'> {
  const extent = db.prepare<Extent>(EXTENT)
  const forecasts = db.prepare<PointRow>(FORECASTS)
  const prices = db.prepare<PricePoint>(PRICES)
  const page = db.prepare<PointRow>(FORECAST_PAGE)
  const count = db.prepare<{ total: number }>(
    'SELECT count(*) AS total FROM revisions r JOIN forecasts f ON f.revision_id = r.id WHERE r.event_id = :id',
  )
  const latestPrices = db.prepare<PriceRecord & { readonly key: string }>(LATEST_PRICES)

  return {
    course(id, { points = USUAL_POINTS } = {}) {
      const found = extent.first({ id })
      if (typeof found?.firstMs !== 'number') return { forecasts: [], prices: [] }
      const from = found.firstMs
      const span = Math.max(1, (found.lastMs - from + 1) / points)
      const spanOf = (count: number) => ({ id, from, span: count > points ? span : null })
      return {
        forecasts: forecasts.all(spanOf(found.forecasts)).map(readPoint),
        prices: prices.all(spanOf(found.prices)).map(({ atMs, venue, price }) => ({ atMs, venue, price })),
      }
    },
    forecasts: (id, { offset, limit }) => ({
      rows: page.all({ id, offset, limit }).map(readPoint),
      total: count.first({ id })?.total ?? 0,
    }),
    prices: (id, { limit }) =>
      latestPrices.all({ id, limit }).map(({ key, ...price }) => ({
        ...price,
        eventKey: fromColumn(key),
        marketId: fromColumn(price.marketId),
      })),
  }
}
