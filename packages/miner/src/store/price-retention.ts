import type { DatabaseSync } from 'node:sqlite'

// As many are looked at a call: some milliseconds of work.
const ROWS_AT_ONCE = 2_000

/**
 * Old prices in the order of their time, and which of them nothing can be learned from: what came at or after the end
 * of its event, all of an event that ended long ago without an outcome, and what came later on a UTC day than another
 * that was believed as much. Of every decided or open event, prices that show its course day by day remain.
 */
const OLD_PRICES = `
  SELECT p.event_id AS eventId, p.at_ms AS atMs, (
    coalesce(p.at_ms >= l.until_seconds * 1000, FALSE)
    OR coalesce(p.at_ms >= o.resolved_at_ms, FALSE)
    OR (o.event_id IS NULL AND coalesce(l.until_seconds * 1000 < :before, FALSE))
    OR EXISTS (SELECT 1 FROM prices q WHERE q.event_id = p.event_id
      AND q.at_ms >= p.at_ms - p.at_ms % 86400000 AND q.at_ms < p.at_ms AND q.weight >= p.weight)
  ) AS isNeedless
  FROM prices p LEFT JOIN live_spans l ON l.event_id = p.event_id LEFT JOIN outcomes o ON o.event_id = p.event_id
  WHERE (p.at_ms, p.event_id) > (:atMs, :eventId) AND p.at_ms < :before
  ORDER BY p.at_ms, p.event_id LIMIT ${ROWS_AT_ONCE}`

const START = { atMs: Number.NEGATIVE_INFINITY, eventId: 0 }

/**
 * Deletes prices from before a moment that nothing can be learned from; what `readResolvedHistory` is read for stays.
 * Each call looks at some thousand rows behind those of the last one, and begins anew at the end, since events that
 * were open may have ended since. Inside a transaction.
 */
export function createPriceRetention(db: DatabaseSync): (beforeMs: number) => void {
  const old = db.prepare(OLD_PRICES)
  const deletePrice = db.prepare('DELETE FROM prices WHERE event_id = ? AND at_ms = ?')
  let reached = START

  return (beforeMs) => {
    const rows = old.all({ ...reached, before: beforeMs }) as {
      eventId: number
      atMs: number
      isNeedless: 0 | 1
    }[]
    for (const { eventId, atMs, isNeedless } of rows) if (isNeedless) deletePrice.run(eventId, atMs)
    const last = rows.at(-1)
    reached = last && rows.length === ROWS_AT_ONCE ? { atMs: last.atMs, eventId: last.eventId } : START
  }
}
