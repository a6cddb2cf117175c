import type { StateView } from './state-view.ts'

const RAO_PER_TAO = 1_000_000_000n

/** What one alpha costs, in rao: the pool's reserves against each other; on root alpha is TAO. */
export function alphaPriceRao(view: StateView, netuid: number): bigint {
  const alphaInRao = view.amount('SubtensorModule.SubnetAlphaIn', netuid)
  if (netuid === 0 || alphaInRao === 0n) return RAO_PER_TAO
  return (view.amount('SubtensorModule.SubnetTAO', netuid) * RAO_PER_TAO) / alphaInRao
}
