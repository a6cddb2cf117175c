import { IgError } from '@ig/errors'
import type { Clock } from '@ig/miner'
import type { Logger } from '../output/create-log.ts'
import type { ChainPort } from './chain-port.ts'
import { type ChainPulse, startPulse } from './chain-pulse.ts'

/** Something that is looked at with every block, and decides itself whether there is something to do. */
export interface ChainDuty {
  readonly name: string
  beat(): Promise<void>
}

/**
 * Does what has to follow the chain, one duty after another, while there is a connection, and says when it is lost
 * and found. A duty that fails holds up no other: it is due again with the next block.
 */
export function followChain({
  chain,
  clock,
  duties,
  log,
}: {
  readonly chain: Pick<ChainPort, 'status' | 'watchHeads'>
  readonly clock: Clock
  readonly duties: readonly ChainDuty[]
  readonly log: Logger
}): ChainPulse {
  let wasConnected: boolean | null = null
  let lostAtMs = clock.monotonicMs()

  function isConnected(): boolean {
    const { connected, endpoint, problem } = chain.status()
    if (connected !== wasConnected) {
      if (!connected) {
        lostAtMs = clock.monotonicMs()
        log.warn(
          { endpoint, why: problem },
          'the chain is out of reach; the miner goes on with what it knows',
        )
      } else if (wasConnected === false) {
        const seconds = Math.round((clock.monotonicMs() - lostAtMs) / 1000)
        log.info({ endpoint, seconds }, 'the chain is back')
      }
      wasConnected = connected
    }
    return connected
  }

  async function beat(): Promise<void> {
    for (const duty of duties) {
      if (!isConnected()) return
      try {
        await duty.beat()
      } catch (error) {
        if (!IgError.isInstance(error)) throw error
        const level = error.retryable ? 'debug' : 'warn'
        log[level]({ duty: duty.name, error }, 'the chain could not be asked; the next block asks again')
      }
    }
  }

  return startPulse({
    chain,
    clock,
    beat,
    onError: (error) => log.error({ error }, 'An error in what follows the chain.'),
  })
}
