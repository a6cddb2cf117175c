import { intervalIndex } from '@ig/scoring'

/** Which events were answered in which interval. */
export interface AnswerCoverage {
  answered(eventKey: string, nowMs: number): void
  /** Share of these events that were answered in the interval of `nowMs`, 0 to 1; 1 where there are none. */
  share(eventKeys: Iterable<string>, nowMs: number): number
}

// Twice what the store has in memory: a flood must not become a list of millions of keys.
const MAX_REMEMBERED = 24_000

/** Remembers the newest answered events of one interval, and forgets them when the next begins. */
export function createAnswerCoverage(): AnswerCoverage {
  let interval = Number.NaN
  let keys = new Set<string>()

  function enter(nowMs: number): void {
    const now = intervalIndex(nowMs)
    if (now === interval) return
    interval = now
    keys = new Set()
  }

  return {
    answered(eventKey, nowMs) {
      enter(nowMs)
      keys.add(eventKey)
      if (keys.size <= MAX_REMEMBERED) return
      const [oldest] = keys
      if (oldest !== undefined) keys.delete(oldest)
    },
    share(eventKeys, nowMs) {
      enter(nowMs)
      let all = 0
      let answered = 0
      for (const key of eventKeys) {
        all += 1
        if (keys.has(key)) answered += 1
      }
      return all === 0 ? 1 : answered / all
    },
  }
}
