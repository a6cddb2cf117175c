import { utcDay } from '../store/utc-day.ts'

/** What is left of the day's budget, as far as refusals have told. */
export interface BudgetGate {
  /** How many forecasts may run at once now: 0 while the budget of this UTC day is used up. */
  slots(nowMs: number, concurrency: number): number
  isUsedUp(nowMs: number): boolean
  /** A reservation was refused while `others` other forecasts held reservations of their own. */
  refused(nowMs: number, others: number): void
}

/**
 * Stops paid work for the rest of the UTC day once a reservation is refused. A refusal while other forecasts are
 * running may only mean that their worst cases are still reserved: from then on they run one at a time.
 */
export function createBudgetGate(): BudgetGate {
  let usedUpDay: number | null = null
  let narrowDay: number | null = null
  return {
    slots(nowMs, concurrency) {
      if (usedUpDay === utcDay(nowMs)) return 0
      return narrowDay === utcDay(nowMs) ? 1 : concurrency
    },
    isUsedUp: (nowMs) => usedUpDay === utcDay(nowMs),
    refused(nowMs, others) {
      if (others === 0) usedUpDay = utcDay(nowMs)
      else narrowDay = utcDay(nowMs)
    },
  }
}
