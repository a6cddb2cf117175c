import type { StoredState, Write } from './journal.ts'
import { utcDay } from './utc-day.ts'

export interface Quotas {
  /** Takes one of the caller's quota of the day and pushes the row; false where nothing is left. */
  take(caller: string, nowMs: number, writes: Write[]): boolean
}

/** New payable events and revisions per caller and UTC day. */
export function createQuotas(past: StoredState['quotas'], quotaPerCallerAndDay: number): Quotas {
  const countsByDay = new Map<number, Map<string, number>>()
  for (const { day, caller, count } of past) countsOf(day).set(caller, count)

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
      const count = (counts.get(caller) ?? 0) + 1
      if (count > quotaPerCallerAndDay) return false
      counts.set(caller, count)
      writes.push({ type: 'quota', day, caller, count })
      return true
    },
  }
}
