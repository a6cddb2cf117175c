import { fromColumn } from '../text-column.ts'
import type { CoursePoint, EventRow, EventState } from './event-views.ts'
import type { ReadDatabase } from './open-to-read.ts'
import { LATEST_FORECAST, LATEST_PRICE, SHOWN_WORDING } from './shown-wording.ts'

/** What a query for forecasts without their texts selects: columns of table `f`, and the revision of `r`. */
export const POINT_COLUMNS = `f.id AS forecastId, r.revision, f.made_at_ms AS madeAtMs, f.probability, f.basis,
  f.confidence, f.market`

export interface PointRow extends Omit<CoursePoint, 'id'> {
  readonly forecastId: number
}

export function readPoint({ forecastId, ...point }: PointRow): CoursePoint {
  const { revision, madeAtMs, probability, basis, confidence, market } = point
  return { id: forecastId, revision, madeAtMs, probability, basis, confidence, market }
}

interface Row extends Omit<PointRow, 'forecastId'> {
  readonly id: number
  readonly key: string
  readonly marketType: string
  readonly description: string
  readonly cutoffUnixSeconds: number | null
  readonly firstSeenMs: number
  readonly payable: 0 | 1
  readonly forecastId: number | null
  readonly price: number | null
  readonly outcome: 0 | 1 | null
}

const ROW = `
  SELECT e.id, e.key, r.market_type AS marketType, r.description, r.cutoff_unix_seconds AS cutoffUnixSeconds,
    e.first_seen_ms AS firstSeenMs, EXISTS (SELECT 1 FROM revisions WHERE event_id = e.id AND payable = 1) AS payable,
    ${POINT_COLUMNS}, ${LATEST_PRICE} AS price, o.outcome
  FROM events e JOIN revisions r ON ${SHOWN_WORDING} LEFT JOIN forecasts f ON ${LATEST_FORECAST}
  LEFT JOIN outcomes o ON o.event_id = e.id WHERE e.id = :id`

/** Gives the event of an id as it stands in tables; null where there is none. */
export function createEventRows(db: ReadDatabase): (id: number, nowMs: number) => EventRow | null {
  const byId = db.prepare<Row>(ROW)
  return (id, nowMs) => {
    const row = byId.first({ id })
    return row === undefined ? null : readRow(row, nowMs)
  }
}

function readRow(row: Row, nowMs: number): EventRow {
  const { id, firstSeenMs, price, outcome, forecastId } = row
  const cutoffMs = row.cutoffUnixSeconds === null ? null : row.cutoffUnixSeconds * 1000
  return {
    id,
    key: fromColumn(row.key),
    marketType: fromColumn(row.marketType),
    description: fromColumn(row.description),
    state: stateOf(outcome, cutoffMs, nowMs),
    cutoffMs,
    firstSeenMs,
    payable: row.payable === 1,
    latest: forecastId === null ? null : readPoint({ ...row, forecastId }),
    price,
    outcome,
  }
}

function stateOf(outcome: 0 | 1 | null, cutoffMs: number | null, nowMs: number): EventState {
  if (outcome !== null) return 'resolved'
  return cutoffMs === null || cutoffMs > nowMs ? 'live' : 'ended'
}
