import { fromColumn } from '../text-column.ts'
import { utcDay } from '../utc-day.ts'
import type { ReadDatabase } from './open-to-read.ts'
import { SHOWN_WORDING } from './shown-wording.ts'
import type { StoreReader } from './store-reader.ts'

const MS_PER_DAY = 86_400_000

const BY_DAY = `
  SELECT day, purpose, count(*) AS calls, total(coalesce(settled_usd, reserved_usd)) AS usd,
    total(reserved_usd) FILTER (WHERE settled_usd IS NULL) AS openUsd
  FROM spend WHERE day BETWEEN :from AND :to GROUP BY day, purpose ORDER BY day, purpose`

const BY_EVENT = `
  SELECT s.key, e.id, r.description, s.calls, s.usd FROM (
    SELECT event_key AS key, count(*) AS calls, total(coalesce(settled_usd, reserved_usd)) AS usd
    FROM spend WHERE day BETWEEN :from AND :to GROUP BY event_key ORDER BY usd DESC, calls DESC LIMIT :limit) s
  LEFT JOIN events e ON e.key = s.key LEFT JOIN revisions r ON ${SHOWN_WORDING}
  ORDER BY s.usd DESC, s.calls DESC`

interface EventSpend {
  readonly key: string | null
  readonly id: number | null
  readonly description: string | null
  readonly calls: number
  readonly usd: number
}

/** A day since 1970 as `2026-11-22`. */
export function dayText(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10)
}

/** Reads what was spent. */
export function createSpendReads(
  db: ReadDatabase,
): Pick<StoreReader, 'spendByDay' | 'spendByEvent' | 'spentTodayUsd'> {
  const byDay = db.prepare<{ day: number; purpose: string; calls: number; usd: number; openUsd: number }>(
    BY_DAY,
  )
  const byEvent = db.prepare<EventSpend>(BY_EVENT)
  const total = db.prepare<{ usd: number }>(
    'SELECT total(coalesce(settled_usd, reserved_usd)) AS usd FROM spend WHERE day = :day',
  )
  const lastDays = (nowMs: number, days: number) => ({ from: utcDay(nowMs) - days + 1, to: utcDay(nowMs) })

  return {
    spendByDay: (nowMs, days) =>
      byDay.all(lastDays(nowMs, days)).map(({ day, purpose, calls, usd, openUsd }) => ({
        ...{ day: dayText(day), purpose, calls },
        usd: roundUsd(usd),
        openUsd: roundUsd(openUsd),
      })),
    spendByEvent: (nowMs, { days, limit }) =>
      byEvent.all({ ...lastDays(nowMs, days), limit }).map(({ key, id, description, calls, usd }) => ({
        key: key === null ? null : fromColumn(key),
        id,
        description: description === null ? null : fromColumn(description),
        calls,
        usd: roundUsd(usd),
      })),
    spentTodayUsd: (nowMs) => roundUsd(total.first({ day: utcDay(nowMs) })?.usd ?? 0),
  }
}

// Sums of doubles drift; whole billionths of a dollar do not.
function roundUsd(usd: number): number {
  return Math.round(usd * 1e9) / 1e9
}
