import { type Row, readWording } from '../sqlite-rows.ts'
import { fromColumn, toColumn } from '../text-column.ts'
import { createEventRows } from './event-rows.ts'
import type { EventDetail, Wording } from './event-views.ts'
import type { ReadDatabase } from './open-to-read.ts'
import type { StoreReader } from './store-reader.ts'

const WORDINGS = `
  SELECT e.key, r.revision, r.venue_event_id, r.market_type, r.description, r.cutoff_unix_seconds, r.metadata_json,
    r.first_seen_ms, coalesce(a.at_ms, r.first_seen_ms) AS last_asked_ms, r.payable,
    (SELECT count(*) FROM forecasts WHERE revision_id = r.id) AS forecasts
  FROM revisions r JOIN events e ON e.id = r.event_id LEFT JOIN asked a ON a.revision_id = r.id
  WHERE r.event_id = :id ORDER BY r.revision`

const SUMS = `
  SELECT total(f.cost_usd) AS costUsd, max(f.id) FILTER (WHERE f.basis = 'model') AS latestOfModelId
  FROM revisions r JOIN forecasts f ON f.revision_id = r.id WHERE r.event_id = :id`

const REST = `
  SELECT e.refused_revisions AS refusedWordings, o.resolved_at_ms AS resolvedAtMs,
    (SELECT count(*) FROM prices WHERE event_id = e.id) AS priceCount
  FROM events e LEFT JOIN outcomes o ON o.event_id = e.id WHERE e.id = :id`

/** Reads one event. */
export function createEventDetail(
  db: ReadDatabase,
): (which: Parameters<StoreReader['event']>[0], nowMs: number) => EventDetail | null {
  const rowOf = createEventRows(db)
  const idOfKey = db.prepare<{ id: number }>('SELECT id FROM events WHERE key = :key')
  const wordings = db.prepare<Row>(WORDINGS)
  const sums = db.prepare<Pick<EventDetail, 'costUsd' | 'latestOfModelId'>>(SUMS)
  const rest = db.prepare<Pick<EventDetail, 'refusedWordings' | 'resolvedAtMs' | 'priceCount'>>(REST)

  return (which, nowMs) => {
    const id = 'id' in which ? which.id : idOfKey.first({ key: toColumn(which.key) })?.id
    const row = id === undefined ? null : rowOf(id, nowMs)
    if (row === null) return null
    const named = { id: row.id }
    const all = wordings.all(named).map(wordingOf)
    return {
      ...row,
      wordings: all,
      forecastCount: all.reduce((sum, { forecasts }) => sum + forecasts, 0),
      ...{ refusedWordings: 0, resolvedAtMs: null, priceCount: 0, ...rest.first(named) },
      ...{ costUsd: 0, latestOfModelId: null, ...sums.first(named) },
    }
  }
}

function wordingOf(row: Row): Wording {
  return {
    revision: row.revision as number,
    event: readWording(row, fromColumn(row.key as string), () => {}),
    firstSeenMs: row.first_seen_ms as number,
    lastAskedMs: row.last_asked_ms as number,
    payable: row.payable === 1,
    forecasts: row.forecasts as number,
  }
}
