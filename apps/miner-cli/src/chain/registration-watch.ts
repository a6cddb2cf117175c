import type { ChainPort } from './chain-port.ts'
import type { MetagraphKeeper } from './metagraph-keeper.ts'

/** Where our hotkey stands. */
export interface Registration {
  readonly uid: number
  /** Null where the chain has not said it yet. */
  readonly registeredAtBlock: number | null
}

/** What happened to it. `isSwap`: the same coldkey holds the uid under another hotkey now. */
export type RegistrationChange =
  | { readonly kind: 'registered'; readonly uid: number }
  | { readonly kind: 'moved'; readonly fromUid: number; readonly uid: number }
  | {
      readonly kind: 'deregistered'
      readonly uid: number
      readonly successorSs58: string | null
      readonly isSwap: boolean
    }

/** Notices within a minute or two what the chain does with our hotkey. */
export interface RegistrationWatch {
  current(): Registration | null
  beat(): Promise<void>
}

/** A cheap look every few blocks: a minute on real chains, a little rarer where blocks stay away. */
const EVERY_BLOCKS = 5
const EVERY_MS = 90_000

/**
 * Watches the uid of a hotkey. That it is gone is believed when a later look says so again: one node on a fork must
 * not end a miner.
 */
export function createRegistrationWatch({
  chain,
  keeper,
  netuid,
  hotkeySs58,
  initial,
  nowMs,
  onChange,
}: {
  readonly chain: Pick<ChainPort, 'status' | 'getUid' | 'getRegistrationBlock'>
  readonly keeper: Pick<MetagraphKeeper, 'current' | 'refresh'>
  readonly netuid: number
  readonly hotkeySs58: string
  readonly initial: Registration | null
  readonly nowMs: () => number
  readonly onChange: (change: RegistrationChange) => void
}): RegistrationWatch {
  let current = initial
  let coldkeySs58: string | undefined
  let lookedAt: { readonly block: number | null; readonly ms: number } | null = null
  let isDoubtful = false

  async function lost(former: Registration): Promise<void> {
    const { neurons } = await keeper.refresh()
    const successor = neurons.find(({ uid }) => uid === former.uid)
    current = null
    isDoubtful = false
    onChange({
      kind: 'deregistered',
      uid: former.uid,
      successorSs58: successor?.hotkeySs58 ?? null,
      isSwap: successor !== undefined && successor.coldkeySs58 === coldkeySs58,
    })
  }

  async function found(uid: number): Promise<void> {
    const before = current
    isDoubtful = false
    coldkeySs58 = keeper.current()?.neurons.find((neuron) => neuron.hotkeySs58 === hotkeySs58)?.coldkeySs58
    if (before?.uid === uid && before.registeredAtBlock !== null) return
    current = { uid, registeredAtBlock: await chain.getRegistrationBlock({ netuid, uid }) }
    if (before === null) onChange({ kind: 'registered', uid })
    else if (before.uid !== uid) onChange({ kind: 'moved', fromUid: before.uid, uid })
  }

  function isLookDue(headBlock: number | null): boolean {
    if (isDoubtful || lookedAt === null || nowMs() - lookedAt.ms >= EVERY_MS) return true
    if (headBlock === null || lookedAt.block === null) return false
    return headBlock - lookedAt.block >= EVERY_BLOCKS || headBlock < lookedAt.block
  }

  return {
    current: () => current,
    async beat() {
      const headBlock = chain.status().head?.number ?? null
      if (!isLookDue(headBlock)) return
      const uid = await chain.getUid({ netuid, hotkeySs58 })
      lookedAt = { block: headBlock, ms: nowMs() }
      if (uid !== null) await found(uid)
      else if (current !== null && isDoubtful) await lost(current)
      else isDoubtful = current !== null
    },
  }
}
