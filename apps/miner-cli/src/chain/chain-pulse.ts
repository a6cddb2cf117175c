import type { Clock } from '@ig/miner'
import type { ChainPort } from './chain-port.ts'

/** The heartbeat of everything that follows a chain. */
export interface ChainPulse {
  /** No further beat begins; waits for the one that is under way. */
  stop(): Promise<void>
}

const EVERY_MS = 12_000

/**
 * Calls `beat` at once, on every new head, and every 12 s on chains whose heads stay away. Beats never overlap: what
 * comes during one is one more beat after it.
 */
export function startPulse({
  chain,
  clock,
  beat,
  onError,
}: {
  readonly chain: Pick<ChainPort, 'watchHeads'>
  readonly clock: Clock
  readonly beat: () => Promise<void>
  readonly onError: (error: unknown) => void
}): ChainPulse {
  let isStopped = false
  let isWanted = false
  let running: Promise<void> | null = null
  let cancelTimer = clock.setTimer(onTimer, EVERY_MS)

  function onTimer(): void {
    cancelTimer = clock.setTimer(onTimer, EVERY_MS)
    pulse()
  }

  function pulse(): void {
    if (isStopped) return
    isWanted = true
    running ??= run()
  }

  async function run(): Promise<void> {
    while (isWanted && !isStopped) {
      isWanted = false
      try {
        await beat()
      } catch (error) {
        onError(error)
      }
    }
    running = null
  }

  const unwatch = chain.watchHeads(pulse)
  pulse()
  return {
    async stop() {
      isStopped = true
      unwatch()
      cancelTimer()
      await running
    },
  }
}
