import { IgError } from '@ig/errors'
import type { Clock } from '@ig/miner'
import type { Logger } from '../output/create-log.ts'
import type { ChainPort } from './chain-port.ts'

const FIRST_TRY_MS = 5_000
const LATER_TRY_MS = 30_000
const PAUSE_MS = 1_000
const SAY_AGAIN_MS = 5 * 60_000

/**
 * Waits until `ask` is answered by the chain, however long that takes: says once why nothing happens, and again every
 * five minutes.
 *
 * @throws IgError E_CHAIN_UNREACHABLE after `waitSeconds`, and at once what waiting does not mend; the signal's reason
 * when it aborts.
 */
export async function waitForChain<T>({
  chain,
  ask,
  waitSeconds,
  clock,
  signal,
  log,
}: {
  readonly chain: Pick<ChainPort, 'status' | 'ready'>
  readonly ask: (signal: AbortSignal) => Promise<T>
  readonly waitSeconds: number | null
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly log: Logger
}): Promise<T> {
  const startedAtMs = clock.monotonicMs()
  const untilMs = waitSeconds === null ? Number.POSITIVE_INFINITY : startedAtMs + waitSeconds * 1000
  let saidAtMs: number | null = null
  for (;;) {
    const leftMs = untilMs - clock.monotonicMs()
    const timeoutMs = Math.max(1, Math.min(saidAtMs === null ? FIRST_TRY_MS : LATER_TRY_MS, leftMs))
    try {
      await chain.ready({ signal, timeoutMs })
      return await ask(signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!IgError.isInstance(error) || !error.retryable) throw error
      const nowMs = clock.monotonicMs()
      const { endpoint, problem } = chain.status()
      const why = problem ?? error.summary
      if (nowMs >= untilMs) throw gaveUp(waitSeconds, endpoint, why, error)
      if (saidAtMs === null || nowMs - saidAtMs >= SAY_AGAIN_MS) {
        saidAtMs = nowMs
        const waitedSeconds = Math.round((nowMs - startedAtMs) / 1000)
        log.warn(
          { endpoint, why, waitedSeconds },
          'The chain does not answer. Nobody is served before it has said whom to trust; waiting.',
        )
      }
      await pause(clock, Math.min(PAUSE_MS, Math.max(0, untilMs - nowMs)), signal)
    }
  }
}

function gaveUp(waitSeconds: number | null, endpoint: string, why: string, cause: unknown): IgError {
  return new IgError({
    code: 'E_CHAIN_UNREACHABLE',
    message: 'The chain has not answered in the time of --chain.wait-seconds.',
    values: { waitSeconds, endpoint, why },
    hint: 'Check the network and the endpoint; without that flag a miner waits until the chain is back.',
    cause,
    retryable: true,
  })
}

/** Resolves after `delayMs`, or as soon as the signal aborts. */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.setTimer(end, delayMs)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end)
  })
}
