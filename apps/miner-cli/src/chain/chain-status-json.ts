import type { ChainPart } from '../miner/miner-status-json.ts'
import type { Announcement } from './announce-axon.ts'
import type { PolicyRules } from './chain-policy.ts'
import type { ChainPort } from './chain-port.ts'
import { immuneBlocksLeft } from './immunity.ts'
import type { Registration } from './registration-watch.ts'
import { standing } from './standing.ts'
import type { SubnetSnapshot } from './subnet-snapshot.ts'

/** What a miner on a chain says of the chain, of its place there, and of its policy. */
export function chainStatusJson({
  status,
  snapshot,
  registration,
  announcement,
  rules,
  nowMs,
}: {
  readonly status: ReturnType<ChainPort['status']>
  readonly snapshot: SubnetSnapshot | null
  /** Undefined: not known yet. Null: none. */
  readonly registration: Registration | null | undefined
  readonly announcement: Announcement | null
  readonly rules: PolicyRules
  readonly nowMs: number
}): ChainPart {
  const { connected, endpoint, head, headAgeSeconds, drops, problem } = status
  const metagraph = snapshot && {
    block: snapshot.block.number,
    ageSeconds: Math.max(0, Math.round((nowMs - snapshot.readAtMs) / 1000)),
    neurons: snapshot.neurons.length,
  }
  const immunity = immuneBlocksLeft({
    registeredAtBlock: registration?.registeredAtBlock ?? null,
    immunityPeriodBlocks: snapshot?.immunityPeriodBlocks ?? null,
    headBlock: head?.number ?? snapshot?.block.number ?? null,
  })
  const callers = metagraph
    ? `The metagraph of ${Math.round(metagraph.ageSeconds / 60)} minutes ago says who may ask.`
    : 'Nobody is served until it answers.'
  return {
    chain: {
      connected,
      endpoint,
      block: head?.number ?? null,
      headAgeSeconds,
      drops,
      problem,
      metagraph,
      axon: announcement,
    },
    registration: registration
      ? { uid: registration.uid, immuneBlocksLeft: immunity, ...standing(snapshot, registration.uid) }
      : null,
    policy: { on: rules.on },
    degraded: [
      connected
        ? null
        : `The chain is out of reach: ${(problem ?? 'not connected yet').replace(/\.$/, '')}. ${callers}`,
      registration === null ? 'The hotkey is not registered.' : null,
      announcement?.state === 'failed' ? `The axon is not on the chain: ${announcement.problem}` : null,
    ].filter((reason) => reason !== null),
  }
}
