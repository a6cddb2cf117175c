import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** What the real chain needs. */
export interface RealChainFiles {
  readonly chainSpec: string
  /** A folder with `node_modules`. */
  readonly chopsticks: string
}

export const CHOPSTICKS_VERSION = '1.0.5'

/**
 * The chain specification of `SUBTENSOR_CHAINSPEC` and the Chopsticks of `CHOP_DIR`, else of the cache that
 * `scripts/install-chain-peer.sh` fills. A string says what is missing.
 */
export function findRealChain(env: NodeJS.ProcessEnv): RealChainFiles | string {
  const chainSpec = env.SUBTENSOR_CHAINSPEC
  if (!chainSpec) return 'SUBTENSOR_CHAINSPEC is not set'
  const chopsticks =
    env.CHOP_DIR ??
    join(env.IG_PEERS_HOME ?? join(homedir(), '.cache', 'ig-peers'), `chopsticks-${CHOPSTICKS_VERSION}`)
  if (!existsSync(join(chopsticks, 'node_modules', '@acala-network', 'chopsticks')))
    return `there is no Chopsticks in ${chopsticks}`
  return { chainSpec, chopsticks }
}
