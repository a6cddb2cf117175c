import { IgError } from '@ig/errors'
import { classBalanced } from '@ig/miner'
import type { Random } from '@ig/scoring'
import type { FieldStrategy } from './field-strategy.ts'

/** How far an expert is off in logit: for as long as the event lasts, and anew in each interval. */
const LASTING_ERROR = 0.25
const PASSING_ERROR = 0.25

/** The simple strategies that a miner meets on a subnet, by name. */
export const FIELD_STRATEGIES = [
  {
    name: 'market-copier',
    doc: "sends the market's price",
    predict: ({ marketPrice }) => marketPrice,
  },
  {
    name: 'noisy-expert',
    doc: "knows the truth, with errors smaller than the market's",
    predict({ truth, leaning, random }) {
      if (truth === null) return null
      const inside = Math.min(0.999, Math.max(0.001, truth))
      const error = LASTING_ERROR * leaning + PASSING_ERROR * standardNormal(random)
      return 1 / (1 + Math.exp(-(Math.log(inside / (1 - inside)) + error)))
    },
  },
  {
    name: 'stale',
    doc: 'keeps the first price that it saw',
    predict: ({ marketPrice, earlier }) => earlier ?? marketPrice,
  },
  {
    name: 'silent',
    doc: 'never answers',
    predict: () => null,
  },
  {
    name: 'random',
    doc: 'sends any number',
    predict: ({ random }) => random(),
  },
  {
    name: 'class-balancer',
    doc: "sends the market's price as class weights reward it",
    predict: ({ marketPrice, yesShare }) =>
      marketPrice === null ? null : classBalanced(marketPrice, yesShare),
  },
] as const satisfies readonly FieldStrategy[]

/** The name of one of them. */
export type FieldStrategyName = (typeof FIELD_STRATEGIES)[number]['name']

/**
 * The strategy of that name.
 *
 * Throws `IgError` E_FIELD where there is none.
 */
export function strategyOf(name: string): FieldStrategy {
  const strategy = FIELD_STRATEGIES.find((one) => one.name === name)
  if (strategy !== undefined) return strategy
  throw new IgError({
    code: 'E_FIELD',
    message: 'There is no strategy of this name in the field.',
    values: { name },
    hint: `There are ${FIELD_STRATEGIES.map((one) => one.name).join(', ')}.`,
  })
}

/** A number of the standard normal distribution (Box and Muller 1958). */
export function standardNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
