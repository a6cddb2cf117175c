import type { StateView } from '../state-view.ts'

const NO_AXON = {
  block: 0,
  version: 0,
  ip: 0,
  port: 0,
  ipType: 0,
  protocol: 0,
  placeholder1: 0,
  placeholder2: 0,
}

export const readAxon = (view: StateView, netuid: number, hotkey: string): unknown =>
  view.has('SubtensorModule.Axons', netuid, hotkey)
    ? view.read('SubtensorModule.Axons', netuid, hotkey)
    : NO_AXON

const readPrometheus = (view: StateView, netuid: number, hotkey: string): unknown =>
  view.has('SubtensorModule.Prometheus', netuid, hotkey)
    ? view.read('SubtensorModule.Prometheus', netuid, hotkey)
    : NO_AXON

/** A per-uid vector; what has left the runtime is a vector without entries. */
export const uidVector = (view: StateView, item: string, netuid: number): readonly unknown[] =>
  view.runtime.hasStorageItem(`SubtensorModule.${item}`) ? view.list(`SubtensorModule.${item}`, netuid) : []

export const hotkeysOf = (view: StateView, netuid: number): readonly string[] =>
  Array.from({ length: view.number('SubtensorModule.SubnetworkN', netuid) }, (_, uid) =>
    view.text('SubtensorModule.Keys', netuid, uid),
  )

/** The fields of `NeuronInfo` and `NeuronInfoLite` for the uids asked for. */
export function neuronFields(
  view: StateView,
  netuid: number,
  uids: readonly number[],
): readonly Readonly<Record<string, unknown>>[] {
  const vector = (item: string) => uidVector(view, item, netuid)
  const active = vector('Active')
  const rank = vector('Rank')
  const emission = vector('Emission')
  const incentive = vector('Incentive')
  const consensus = vector('Consensus')
  const trust = vector('Trust')
  const validatorTrust = vector('ValidatorTrust')
  const dividends = vector('Dividends')
  const lastUpdate = vector('LastUpdate')
  const validatorPermit = vector('ValidatorPermit')
  const pruningScore = vector('PruningScores')
  const hasPruningScores = view.runtime.hasStorageItem('SubtensorModule.PruningScores')

  return uids.map((uid) => {
    const hotkey = view.text('SubtensorModule.Keys', netuid, uid)
    const coldkey = view.text('SubtensorModule.Owner', hotkey)
    return {
      hotkey,
      coldkey,
      uid,
      netuid,
      active: active[uid],
      axonInfo: readAxon(view, netuid, hotkey),
      prometheusInfo: readPrometheus(view, netuid, hotkey),
      stake: [[coldkey, view.amount('SubtensorModule.TotalHotkeyAlpha', hotkey, netuid)]],
      rank: rank[uid] ?? 0,
      emission: emission[uid],
      incentive: incentive[uid],
      consensus: consensus[uid],
      trust: trust[uid] ?? 0,
      validatorTrust: validatorTrust[uid],
      dividends: dividends[uid],
      lastUpdate: lastUpdate[uid],
      validatorPermit: validatorPermit[uid],
      pruningScore: hasPruningScores ? pruningScore[uid] : 65_535,
      weights: view.read('SubtensorModule.Weights', netuid, uid),
      bonds: view.read('SubtensorModule.Bonds', netuid, uid),
    }
  })
}
