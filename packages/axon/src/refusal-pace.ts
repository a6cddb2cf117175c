import type { Refusal } from './refusal.ts'

/** Makes whoever calls too often wait for the refusal. */
export interface RefusalPace {
  /** Resolves with the refusal after `waitMs`; at once where too many are held already. */
  hold(refusal: Refusal): Refusal | Promise<Refusal>
}

/** Each held refusal is a request in memory. */
const MAX_HELD = 1_024

/**
 * On a connection that is kept the next request comes after this one's reply, so that a flood goes at the pace at which
 * it is refused, and most of it is never read.
 */
export function createRefusalPace(
  waitMs: number,
  delay: (callback: () => void, ms: number) => unknown = setTimeout,
): RefusalPace {
  let held = 0
  return {
    hold(refusal) {
      if (waitMs <= 0 || held >= MAX_HELD) return refusal
      held++
      return new Promise((resolve) => {
        delay(() => {
          held--
          resolve(refusal)
        }, waitMs)
      })
    },
  }
}
