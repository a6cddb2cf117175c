import type { Clock } from '@ig/miner'
import type { MinerStatusJson } from '../miner/miner-status-json.ts'
import type { Logger } from '../output/create-log.ts'
import { conditionsOf, type NoticeLimits } from './conditions-of.ts'
import type { Notice } from './notice.ts'
import { NOTHING_TOLD, type NoticeState, step } from './notice-state.ts'
import { readNoticesFile, writeNoticesFile } from './notices-file.ts'
import { createOutbox } from './outbox.ts'
import { sendNotice, type Webhook } from './send-notice.ts'

/** Tells people by a webhook what they should know. */
export interface Notices {
  /** Looks a last time, and gives what waits three seconds to be delivered. */
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 10_000
const GRACE_MS = 3_000

/** Looks at a miner's status every ten seconds, from ten seconds after the start on. */
export function createNotices({
  webhook,
  limits,
  status,
  file,
  fetch,
  clock,
  random = Math.random,
  log,
}: {
  readonly webhook: Webhook
  readonly limits: NoticeLimits
  readonly status: () => MinerStatusJson
  /** Where is kept what was told. */
  readonly file: string
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly random?: () => number
  readonly log: Logger
}): Notices {
  const kept = readNoticesFile(file)
  let state: NoticeState = { ...NOTHING_TOLD, told: seenNow(kept.told, clock.nowMs()) }
  let cancelTimer = clock.setTimer(look, LOOK_EVERY_MS)
  const outbox = createOutbox({
    send: (notice, signal) => sendNotice(notice, webhook, { fetch, signal }),
    initial: kept.waiting,
    onChange: keep,
    clock,
    random,
    log,
  })

  function look(): void {
    cancelTimer = clock.setTimer(look, LOOK_EVERY_MS)
    try {
      const now = status()
      const nowMs = clock.nowMs()
      const result = step(state, conditionsOf(now, limits, nowMs), {
        nowMs,
        monotonicMs: clock.monotonicMs(),
        miner: minerOf(now),
      })
      state = result.state
      outbox.add(result.notices)
    } catch (error) {
      log.error({ error }, 'The status could not be looked at for notices.')
    }
  }

  function keep(): void {
    try {
      writeNoticesFile(file, { told: state.told, waiting: outbox.waiting() })
    } catch (error) {
      // A disk that is full is just what is being told.
      log.debug({ error }, 'What was told could not be written down.')
    }
  }

  return {
    async stop() {
      cancelTimer()
      look()
      cancelTimer()
      await outbox.stop({ graceMs: GRACE_MS })
    },
  }
}

/** While no miner ran, nothing was forgotten. */
function seenNow(told: NoticeState['told'], nowMs: number): NoticeState['told'] {
  return Object.fromEntries(Object.entries(told).map(([key, one]) => [key, { ...one, seenAtMs: nowMs }]))
}

function minerOf({ network, netuid, axon, registration }: MinerStatusJson): Notice['miner'] {
  return { network, netuid, hotkey: axon?.hotkey ?? null, uid: registration?.uid ?? null }
}
