import type { MinerStatusJson } from '../miner/miner-status-json.ts'

/** The main thread says every five seconds at least that it still turns. */
const STALLED_MS = 30_000
/** Ten blocks of a real chain. */
const STALE_HEAD_SECONDS = 120

type Seen = Pick<MinerStatusJson, 'axon' | 'chain' | 'registration' | 'store'>

/**
 * Whether the process lives, for whoever restarts it where not: its main thread turns. What a restart does not mend,
 * such as a chain out of reach or a full disk, is for `isReady`.
 *
 * @param heartbeatAgeMs since it last said something, or since the start
 */
export function isAlive(heartbeatAgeMs: number): boolean {
  return heartbeatAgeMs >= 0 && heartbeatAgeMs < STALLED_MS
}

/**
 * Whether the miner does all that it is there for: it answers, keeps what it acknowledges, has its place on the subnet
 * and knows of the chain's last blocks. It says nothing else, so that whoever may ask learns nothing.
 *
 * @param status what the miner said last; null where it has not said anything yet
 */
export function isReady(status: Seen | null, heartbeatAgeMs: number): boolean {
  if (status === null || !isAlive(heartbeatAgeMs)) return false
  const { axon, store, chain, registration } = status
  const isAnswering = axon !== null
  const keepsAll = store.degraded === null
  return isAnswering && keepsAll && (chain === null || (registration !== null && isFresh(chain)))
}

function isFresh({ headAgeSeconds }: NonNullable<Seen['chain']>): boolean {
  return headAgeSeconds !== null && headAgeSeconds <= STALE_HEAD_SECONDS
}
