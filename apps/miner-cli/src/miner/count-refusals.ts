import type { AxonEvent } from '@ig/axon'
import type { Logger } from '../output/create-log.ts'

/** How many requests were refused, by the reason that the caller was told. */
export interface RefusalCount {
  saw(event: Pick<AxonEvent, 'type' | 'message'>): void
  /** Since the start. */
  byReason(): Readonly<Record<string, number>>
  stop(): void
}

const SAY_EVERY_MS = 10 * 60_000
/** The axon's messages are a few constant texts; should one carry a value, memory stays bounded. */
const MOST_REASONS = 64

/** Counts refusals, and sums them up in the log every ten minutes where there were any: never a line each. */
export function createRefusalCount(log: Logger): RefusalCount {
  const counts = new Map<string, number>()
  let sinceLast = 0
  const timer = setInterval(() => {
    if (sinceLast > 0) {
      log.info(
        { refused: sinceLast, sinceStart: Object.fromEntries(counts) },
        'refused requests of the last ten minutes',
      )
    }
    sinceLast = 0
  }, SAY_EVERY_MS).unref()
  return {
    saw({ type, message }) {
      if (type !== 'refused') return
      sinceLast++
      const reason = counts.has(message) || counts.size < MOST_REASONS ? message : 'other'
      counts.set(reason, (counts.get(reason) ?? 0) + 1)
    },
    byReason: () => Object.fromEntries(counts),
    stop: () => clearInterval(timer),
  }
}
