import type { SubnetSnapshot } from './subnet-snapshot.ts'

/**
 * Whether a metagraph looks like that of a node that lags or has lost its state: older than the one at hand, or empty
 * where that one is not. Of another chain it is new, whatever it holds.
 */
export function isBehind(
  fresh: Pick<SubnetSnapshot, 'genesisHash' | 'block' | 'neurons'>,
  known: Pick<SubnetSnapshot, 'genesisHash' | 'block' | 'neurons'>,
): boolean {
  // Files of earlier versions may not name their chain.
  if (known.genesisHash !== null && fresh.genesisHash !== known.genesisHash) return false
  return fresh.block.number < known.block.number || (fresh.neurons.length === 0 && known.neurons.length > 0)
}
