import type { Journal, Write } from './journal.ts'
import { utcDay } from './utc-day.ts'

/** The counts of more callers than this are read from disk again. */
const CALLERS_KEPT = 2_000

export interface Quotas {
  /** Takes one of the caller's quota of the day and pushes the row; false where nothing is left. */
  take(caller: string, nowMs: number, writes: Write[]): boolean
  /** Lets go of counts where there are many; only while every row of them is on disk. */
  makeRoom(): void
}

/** New payable events and revisions per caller and UTC day. */
export function createQuotas(readQuota: Journal['readQuota'], quotaPerCallerAndDay: number): Quotas {
  const countsByDay = new Map<number, Map<string, number>>()

  function countsOf(day: number): Map<string, number> {
    let counts = countsByDay.get(day)
    if (counts === undefined) {
      counts = new Map()
      countsByDay.set(day, counts)
      for (const kept of countsByDay.keys()) if (Math.abs(kept - day) > 1) countsByDay.delete(kept)
    }
    return counts
  }

  return {
    take(caller, nowMs, writes) {
      const day = utcDay(nowMs)
      const counts = countsOf(day)
      const used = counts.get(caller) ?? readQuota(day, caller)
      counts.set(caller, used)
      if (used >= quotaPerCallerAndDay) return false
      const count = used + 1
      counts.set(caller, count)
      writes.push({ type: 'quota', day, caller, count })
      return true
    },
    makeRoom() {
      for (const counts of countsByDay.values()) if (counts.size > CALLERS_KEPT) counts.clear()
    },
  }
}
