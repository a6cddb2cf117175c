import type { SubnetSnapshot } from './subnet-snapshot.ts'

/** How close a place is to being given to somebody else. */
export interface Standing {
  /** Places that a newcomer can have without replacing anyone; null where not known. */
  readonly openPlaces: number | null
  /** Keys without immunity that the chain would replace first, were this one's immunity over; null where not known. */
  readonly replacedBefore: number | null
}

/**
 * Where a uid stands in the order in which a full subnet replaces: the lowest emission first, of equal ones the key
 * that was registered first; keys under immunity are spared.
 */
export function standing(snapshot: SubnetSnapshot | null, uid: number): Standing {
  if (snapshot === null) return { openPlaces: null, replacedBefore: null }
  const { neurons, maxUids, immunityPeriodBlocks, block } = snapshot
  const openPlaces = maxUids === undefined ? null : Math.max(0, maxUids - neurons.length)
  const own = neurons.find((neuron) => neuron.uid === uid)
  const ownEmission = own?.emissionRao
  if (own === undefined || ownEmission === undefined) return { openPlaces, replacedBefore: null }
  const isImmune = (registeredAtBlock: number | null) =>
    registeredAtBlock !== null && registeredAtBlock + immunityPeriodBlocks > block.number
  const before = neurons.filter((other) => {
    if (other.uid === uid || isImmune(other.registeredAtBlock) || other.emissionRao === undefined)
      return false
    if (other.emissionRao !== ownEmission) return other.emissionRao < ownEmission
    return (other.registeredAtBlock ?? 0) < (own.registeredAtBlock ?? 0)
  })
  return { openPlaces, replacedBefore: before.length }
}
