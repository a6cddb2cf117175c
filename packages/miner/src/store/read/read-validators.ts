import { utcDay } from '../utc-day.ts'
import type { ReadDatabase } from './open-to-read.ts'
import type { StoreReader } from './store-reader.ts'

const USUAL_ROWS = 100
const DAY_MS = 86_400_000
/** How far back a quota is proof that a caller may pay, in days. */
const TRUST_DAYS = 7
const DURATIONS = 101

const CALLERS = `
  SELECT caller AS hotkey, answers, last_query_at_ms AS lastQueryAtMs,
    EXISTS (SELECT 1 FROM quotas q WHERE q.caller = callers.caller AND q.day > :day - ${TRUST_DAYS}) AS mayPay
  FROM callers ORDER BY last_query_at_ms DESC LIMIT :limit`

/** Reads who asked. */
export function createValidatorReads(db: ReadDatabase): StoreReader['validators'] {
  const callers = db.prepare<{ hotkey: string; answers: number; lastQueryAtMs: number; mayPay: 0 | 1 }>(
    CALLERS,
  )
  const durations = db.prepare<{ ms: number }>(
    `SELECT duration_ms AS ms FROM answers
     WHERE caller = :caller AND duration_ms IS NOT NULL ORDER BY asked_at_ms DESC LIMIT ${DURATIONS}`,
  )
  const since = db.prepare<{ count: number }>(
    'SELECT count(*) AS count FROM answers WHERE caller = :caller AND asked_at_ms > :since',
  )

  return (nowMs, { limit = USUAL_ROWS } = {}) =>
    callers.all({ day: utcDay(nowMs), limit }).map(({ mayPay, ...caller }) => {
      const sorted = durations
        .all({ caller: caller.hotkey })
        .map(({ ms }) => ms)
        .sort((a, b) => a - b)
      const at = (share: number) =>
        sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
      return {
        ...caller,
        mayPay: mayPay === 1,
        p50Ms: at(0.5),
        p95Ms: at(0.95),
        answersLastDay: since.first({ caller: caller.hotkey, since: nowMs - DAY_MS })?.count ?? 0,
      }
    })
}
