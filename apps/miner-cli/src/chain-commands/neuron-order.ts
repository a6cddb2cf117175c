import { IgError } from '@ig/errors'
import type { Neuron } from '@ig/subtensor-client'

const sortValues = {
  uid: ({ uid }) => -uid,
  stake: ({ stakeRao }) => stakeRao,
  incentive: ({ incentive }) => incentive,
  dividends: ({ dividends }) => dividends,
  emission: ({ emissionRao }) => emissionRao,
  consensus: ({ consensus }) => consensus,
  vtrust: ({ validatorTrust }) => validatorTrust,
  updated: ({ lastUpdateBlock }) => lastUpdateBlock,
} as const satisfies Record<string, (neuron: Neuron) => number | bigint>

/** What a metagraph can be sorted by. */
export type NeuronOrder = keyof typeof sortValues

/** Their names, as the flag takes them. */
export const NEURON_ORDERS = Object.keys(sortValues) as readonly NeuronOrder[]

/** @throws IgError `E_ARGUMENT` for an order that there is none of. */
export function readOrder(text: string | boolean | undefined): NeuronOrder {
  const order = NEURON_ORDERS.find((one) => one === (text ?? 'uid'))
  if (order !== undefined) return order
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'A metagraph cannot be sorted by that.',
    values: { value: text },
    hint: `Give --sort one of ${NEURON_ORDERS.join(', ')}.`,
  })
}

/** The neurons with the largest value first (by uid: the smallest); equal ones by uid. */
export function sortNeurons(neurons: readonly Neuron[], order: NeuronOrder): Neuron[] {
  const value: (neuron: Neuron) => number | bigint = sortValues[order]
  return neurons.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)]
    return left === right ? a.uid - b.uid : left < right ? 1 : -1
  })
}
