import { UID_VECTOR_ITEMS } from './genesis.ts'
import type { StateView } from './state-view.ts'

/** The hotkey's uid; null where it is not registered on this subnet. */
export const uidOf = (view: StateView, netuid: number, hotkey: string): number | null =>
  view.has('SubtensorModule.Uids', netuid, hotkey)
    ? view.number('SubtensorModule.Uids', netuid, hotkey)
    : null

/** Puts a hotkey on the next uid, or, in a full subnet, in the place of the neuron that is pruned. Answers the uid. */
export function addNeuron(view: StateView, netuid: number, hotkey: string, coldkey: string): number {
  const count = view.number('SubtensorModule.SubnetworkN', netuid)
  if (count >= view.number('SubtensorModule.MaxAllowedUids', netuid)) {
    const uid = uidToPrune(view, netuid)
    replaceNeuron(view, netuid, uid, hotkey, coldkey)
    return uid
  }
  view.put('SubtensorModule.SubnetworkN', [netuid], count + 1)
  for (const item of UID_VECTOR_ITEMS) writeUidVector(view, item, netuid, count)
  seat(view, netuid, count, hotkey, coldkey)
  return count
}

/** Gives a uid to another hotkey; the old one's axon goes with it, as in the runtime. */
export function replaceNeuron(
  view: StateView,
  netuid: number,
  uid: number,
  hotkey: string,
  coldkey: string,
): void {
  const old = view.text('SubtensorModule.Keys', netuid, uid)
  view.remove('SubtensorModule.Uids', netuid, old)
  view.remove('SubtensorModule.IsNetworkMember', old, netuid)
  for (const item of ['Axons', 'Prometheus', 'NeuronCertificates'])
    view.remove(`SubtensorModule.${item}`, netuid, old)
  for (const item of UID_VECTOR_ITEMS) writeUidVector(view, item, netuid, uid)
  seat(view, netuid, uid, hotkey, coldkey)
}

function seat(view: StateView, netuid: number, uid: number, hotkey: string, coldkey: string): void {
  view.put('SubtensorModule.Uids', [netuid, hotkey], uid)
  view.put('SubtensorModule.Keys', [netuid, uid], hotkey)
  view.put('SubtensorModule.IsNetworkMember', [hotkey, netuid], true)
  view.put('SubtensorModule.BlockAtRegistration', [netuid, uid], view.number('System.Number'))
  associate(view, hotkey, coldkey)
}

/** Makes a coldkey the owner of a hotkey that has none. */
export function associate(view: StateView, hotkey: string, coldkey: string): void {
  if (!view.has('SubtensorModule.Owner', hotkey)) view.put('SubtensorModule.Owner', [hotkey], coldkey)
  for (const item of ['OwnedHotkeys', 'StakingHotkeys']) {
    const known = view.list(`SubtensorModule.${item}`, coldkey).map(String)
    if (!known.includes(hotkey)) view.put(`SubtensorModule.${item}`, [coldkey], [...known, hotkey])
  }
}

/** What a neuron starts with: active, last updated now, everything else nothing. */
function writeUidVector(view: StateView, item: string, netuid: number, uid: number): void {
  if (!view.runtime.hasStorageItem(`SubtensorModule.${item}`)) return
  const fresh = item === 'Active' ? true : item === 'LastUpdate' ? view.number('System.Number') : 0
  const values: unknown[] = [...view.list(`SubtensorModule.${item}`, netuid)]
  values[uid] = fresh
  view.put(`SubtensorModule.${item}`, [netuid], values)
}

/** The lowest emission among those past their immunity, the owner's neuron aside; among all where none is past it. */
function uidToPrune(view: StateView, netuid: number): number {
  const now = view.number('System.Number')
  const immunity = view.number('SubtensorModule.ImmunityPeriod', netuid)
  const candidates = view
    .list('SubtensorModule.Emission', netuid)
    .map((emission, uid) => ({
      uid,
      emission: BigInt(emission.toString()),
      isImmune: now - view.number('SubtensorModule.BlockAtRegistration', netuid, uid) < immunity,
    }))
    .filter(({ uid }) => uid !== 0)
  const pool = candidates.some(({ isImmune }) => !isImmune)
    ? candidates.filter(({ isImmune }) => !isImmune)
    : candidates
  return pool.reduce((lowest, one) => (one.emission < lowest.emission ? one : lowest)).uid
}
