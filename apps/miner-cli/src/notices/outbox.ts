import type { CancelTimer, Clock } from '@ig/miner'
import type { Logger } from '../output/create-log.ts'
import type { Notice } from './notice.ts'
import type { Sent } from './send-notice.ts'

/** A notice on its way. */
export interface Posted {
  readonly notice: Notice
  readonly addedAtMs: number
}

/** Sends notices one after the other until each is taken, and holds nobody up meanwhile. */
export interface Outbox {
  add(notices: readonly Notice[]): void
  /** Those that are not taken yet, the oldest first. */
  waiting(): readonly Posted[]
  /** Tries what waits once more, for `graceMs` at most, and sends nothing afterwards. */
  stop(options: { readonly graceMs: number }): Promise<void>
}

const MOST_WAITING = 50
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 15 * 60_000
/** What nobody took for a day is no news any more. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000

/**
 * Back-off doubles from two seconds to a quarter of an hour, each wait within half of that; a longer `Retry-After`
 * is kept. What is refused for good, or for a day, is given up and said in the log.
 */
export function createOutbox({
  send,
  initial,
  onChange,
  clock,
  random,
  log,
}: {
  readonly send: (notice: Notice, signal: AbortSignal) => Promise<Sent>
  /** What a former process left. */
  readonly initial: readonly Posted[]
  /** Told when something was added, taken or given up. */
  readonly onChange: () => void
  readonly clock: Clock
  readonly random: () => number
  readonly log: Logger
}): Outbox {
  const queue: Posted[] = [...initial]
  const stopped = new AbortController()
  let failures = 0
  let sending: Promise<void> | null = null
  let cancelTimer: CancelTimer | null = null
  let isStopping = false

  function wake(): void {
    if (sending !== null || cancelTimer !== null || queue.length === 0 || stopped.signal.aborted) return
    sending = sendFirst().finally(() => {
      sending = null
      wake()
    })
  }

  async function sendFirst(): Promise<void> {
    const [first] = queue
    if (first === undefined) return
    const { notice, addedAtMs } = first
    const sent = await send(notice, stopped.signal)
    if (sent.ok) {
      failures = 0
      done(first)
      return
    }
    if (stopped.signal.aborted) return
    const isOld = clock.nowMs() - addedAtMs > GIVE_UP_AFTER_MS
    if (!sent.retryable || isOld) {
      log.error({ rule: notice.rule, why: sent.why }, 'A notice could not be delivered and is given up.')
      done(first)
      return
    }
    if (failures++ === 0)
      log.warn({ rule: notice.rule, why: sent.why }, 'A notice could not be delivered; it is tried again.')
    const backoffMs = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS) * (0.5 + random())
    if (!isStopping) rest(Math.max(backoffMs, Math.min(sent.retryAfterMs ?? 0, GIVE_UP_AFTER_MS)))
    else stopped.abort()
  }

  function rest(ms: number): void {
    cancelTimer = clock.setTimer(() => {
      cancelTimer = null
      wake()
    }, ms)
  }

  function done(posted: Posted): void {
    const at = queue.indexOf(posted)
    if (at !== -1) queue.splice(at, 1)
    onChange()
  }

  wake()
  return {
    add(notices) {
      if (notices.length === 0) return
      queue.push(...notices.map((notice) => ({ notice, addedAtMs: clock.nowMs() })))
      const tooMany = queue.length - MOST_WAITING
      if (tooMany > 0) {
        queue.splice(0, tooMany)
        log.error({ dropped: tooMany }, 'Too many notices wait for delivery; the oldest are dropped.')
      }
      onChange()
      wake()
    },
    waiting: () => queue,
    async stop({ graceMs }) {
      isStopping = true
      cancelTimer?.()
      cancelTimer = null
      wake()
      const cancelGrace = clock.setTimer(() => stopped.abort(), graceMs)
      while (sending !== null) await sending
      stopped.abort()
      cancelGrace()
    },
  }
}
