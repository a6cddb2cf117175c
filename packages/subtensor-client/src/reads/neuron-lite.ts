import { z } from 'zod'
import type { Neuron } from '../chain-data.ts'
import { axonRecord } from './axon-record.ts'
import { account, count, fraction, rao } from './parse-as.ts'

/**
 * `NeuronInfoLite` as a neuron. Its stake is what the runtime sums for the hotkey on the subnet, not told apart into
 * alpha and TAO; the block of registration is unknown.
 */
export const neuronLite = z
  .object({
    hotkey: account,
    coldkey: account,
    uid: count,
    netuid: count,
    active: z.boolean(),
    axonInfo: axonRecord,
    stake: z.array(z.tuple([account, rao])),
    rank: fraction,
    emission: rao,
    incentive: fraction,
    consensus: fraction,
    trust: fraction,
    validatorTrust: fraction,
    dividends: fraction,
    lastUpdate: count,
    validatorPermit: z.boolean(),
  })
  .transform((neuron): Neuron => {
    const stakeRao = neuron.stake.reduce((sum, [, amountRao]) => sum + amountRao, 0n)
    return {
      netuid: neuron.netuid,
      uid: neuron.uid,
      hotkeySs58: neuron.hotkey,
      coldkeySs58: neuron.coldkey,
      active: neuron.active,
      axon: neuron.axonInfo,
      stakeRao,
      alphaStakeRao: null,
      taoStakeRao: null,
      rank: neuron.rank,
      trust: neuron.trust,
      consensus: neuron.consensus,
      incentive: neuron.incentive,
      dividends: neuron.dividends,
      validatorTrust: neuron.validatorTrust,
      validatorPermit: neuron.validatorPermit,
      emissionRao: neuron.emission,
      lastUpdateBlock: neuron.lastUpdate,
      registeredAtBlock: null,
    }
  })
