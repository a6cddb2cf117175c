import type { DatabaseSync } from 'node:sqlite'
import { createPriceRetention } from './price-retention.ts'
import { utcDay } from './utc-day.ts'

/** How long answers, quotas, what was spent and prices by the minute are kept. */
export const KEPT_ON_DISK_MS = 90 * 86_400_000

// Some milliseconds of work, so that a sweep keeps no answer waiting; half a million a day where one comes every 5 minutes.
const ROWS_AT_ONCE = 2_000

/**
 * Deletes answers that were asked for before a moment, the first written first, with the sets that no answer shares
 * any more, quotas and money of the UTC days before it, and prices that nothing can be learned from: of each some
 * thousand rows a call. Inside a transaction.
 */
export function createRetention(db: DatabaseSync): (beforeMs: number) => void {
  const answers = db.prepare(
    `DELETE FROM answers WHERE asked_at_ms < ? AND id IN (SELECT id FROM answers ORDER BY id LIMIT ${ROWS_AT_ONCE})
     RETURNING set_id AS setId`,
  )
  const unsharedSet = db.prepare(
    'DELETE FROM answer_sets WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM answers WHERE set_id = ?1)',
  )
  const quotas = db.prepare(
    `DELETE FROM quotas WHERE (day, caller) IN (SELECT day, caller FROM quotas WHERE day < ? LIMIT ${ROWS_AT_ONCE})`,
  )
  const spend = db.prepare(
    `DELETE FROM spend WHERE id IN (SELECT id FROM spend WHERE day < ? LIMIT ${ROWS_AT_ONCE})`,
  )
  const deletePrices = createPriceRetention(db)

  return (beforeMs) => {
    for (const setId of new Set(answers.all(beforeMs).map(({ setId }) => setId as number))) {
      unsharedSet.run(setId)
    }
    quotas.run(utcDay(beforeMs))
    spend.run(utcDay(beforeMs))
    deletePrices(beforeMs)
  }
}
