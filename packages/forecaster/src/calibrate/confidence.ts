import { agreement } from '../aggregate/agreement.ts'
import { logit } from '../probability.ts'

/** How sure a forecast of a model is, and what that is taken from. */
export interface Opinion {
  /** What the samples said; one at least. */
  readonly samples: readonly number[]
  /** What was made of them, before the market was heard. */
  readonly opinion: number
  /** What the market's price is worth, and how far it is to be believed, 0 to 1; null where there is none. */
  readonly market: { readonly worth: number; readonly weight: number } | null
}

/**
 * The samples' agreement, 1 / (1 + v), with the market as one more voice: half its distance from the opinion in
 * logits, squared and weighted by how far the price is to be believed, is added to the variance v. From 0 to 1.
 *
 * Throws E_AGGREGATE without a sample.
 */
export function confidenceOf({ samples, opinion, market }: Opinion): number {
  const variance = 1 / agreement(samples) - 1
  const distance = market === null ? 0 : market.weight * ((logit(opinion) - logit(market.worth)) / 2) ** 2
  return 1 / (1 + variance + distance)
}
