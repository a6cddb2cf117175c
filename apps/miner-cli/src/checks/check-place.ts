import type { Metagraph, Neuron } from '@ig/subtensor-client'
import { immuneBlocksLeft } from '../chain/immunity.ts'
import { standing } from '../chain/standing.ts'
import { snapshotOf } from '../chain/subnet-snapshot.ts'
import { type CheckResult, fail, ok, warn } from './check-result.ts'

const BLOCK_SECONDS = 12
/** Half a tempo of most subnets. */
const SOON_BLOCKS = 300
const FEW = 5

/** Whether the hotkey has a place, with its uid. `mend` is the command that gets one. */
export function checkRegistration(neuron: Neuron | null, netuid: number, mend: string): CheckResult {
  if (neuron === null) return fail('registration', `not registered on subnet ${netuid}`, mend)
  return ok('registration', `uid ${neuron.uid} on subnet ${netuid}`)
}

/** For how long nobody can take the place. */
export function checkImmunity(metagraph: Metagraph, neuron: Neuron, headBlock: number): CheckResult {
  const name = 'immunity'
  const left = blocksLeft(metagraph, neuron, headBlock)
  if (left === null) return ok(name, 'the chain does not say when it was registered')
  if (left === 0) return ok(name, 'over: the rank decides')
  const hours = ((left * BLOCK_SECONDS) / 3_600).toFixed(1)
  const seen = `${left} blocks left, ${hours} h at 12 s a block`
  return left > SOON_BLOCKS ? ok(name, seen) : warn(name, seen, 'pnpm miner status')
}

/**
 * How far the place is from being given to somebody else: a full subnet replaces the key with the lowest emission,
 * which is that of the lowest incentive for a miner, of equal ones the oldest; immune ones are spared.
 */
export function checkRank(metagraph: Metagraph, neuron: Neuron, headBlock: number): CheckResult {
  const name = 'rank'
  const others = metagraph.neurons.filter(({ uid }) => uid !== neuron.uid)
  const lowest = Math.min(...others.map(({ incentive }) => incentive))
  const incentives = `incentive ${neuron.incentive.toFixed(5)}, the lowest of others ${Number.isFinite(lowest) ? lowest.toFixed(5) : 'none'}`
  const snapshot = snapshotOf(metagraph, { network: '', readAtMs: 0 })
  const { openPlaces, replacedBefore } = standing(snapshot, neuron.uid)
  if (openPlaces !== null && openPlaces > 0) {
    return ok(
      name,
      `${incentives}; ${openPlaces} of ${metagraph.maxUids} places are free, so nobody is replaced`,
    )
  }
  if (replacedBefore === null) return ok(name, incentives)
  const seen = `${incentives}; ${replacedBefore} keys would be replaced before this one`
  const left = blocksLeft(metagraph, neuron, headBlock)
  if (replacedBefore >= FEW) return ok(name, seen)
  if (left !== null && left > SOON_BLOCKS) return ok(name, `${seen}, were it not immune`)
  const mend =
    '`pnpm miner status` shows what share of the interval is answered; docs/forecasting.md tells what makes forecasts better.'
  if (replacedBefore === 0 && left === 0) return fail(name, `${incentives}; this key is replaced next`, mend)
  return warn(name, seen, mend)
}

function blocksLeft(metagraph: Metagraph, neuron: Neuron, headBlock: number): number | null {
  return immuneBlocksLeft({
    registeredAtBlock: neuron.registeredAtBlock,
    immunityPeriodBlocks: metagraph.immunityPeriodBlocks,
    headBlock,
  })
}
