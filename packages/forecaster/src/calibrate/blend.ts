import { requireProbabilities } from '../aggregate/require-probabilities.ts'
import { fromLogit, logit } from '../probability.ts'
import type { LogitLine } from './recalibration.ts'

/** What is known of one question: samples by who made them, and the market's price. */
export interface Opinions {
  /** Probabilities by group: a model, a prompt, a preset. A group may be empty, not all of them. */
  readonly samples: Readonly<Record<string, readonly number[]>>
  /** The market's or the crowd's price; null where there is none. */
  readonly crowd: number | null
}

/** How opinions become one probability: a weight for each group's mean logit, one for the crowd's, and a shift. */
export interface Blend {
  readonly groups: Readonly<Record<string, number>>
  /** 0 where the crowd is not heard. */
  readonly crowd: number
  readonly intercept: number
  /**
   * What is made of the mean logit of all samples where the crowd is silent: weights that were fitted beside a crowd
   * would stretch samples alone. Default: the weights.
   */
  readonly alone?: LogitLine | undefined
}

/** Every sample in one group: with the crowd unheard and nothing fitted this is the logit mean. */
export const LOGIT_MEAN_BLEND: Blend = { groups: { all: 1 }, crowd: 0, intercept: 0 }

/**
 * The probability that a blend makes of opinions, inside [0, 1]: the logistic function of the weighted logits. A
 * group without samples has the mean logit of all samples, and a missing crowd has it too, so that a source that
 * was silent neither adds nor takes confidence.
 *
 * Throws E_AGGREGATE where there is no sample, or one that is no probability.
 */
export function applyBlend(opinions: Opinions, blend: Blend): number {
  const { groups, crowd } = meanLogits(opinions, Object.keys(blend.groups))
  // Of a crowd that is silent the feature is the mean logit of all samples.
  if (opinions.crowd === null && blend.alone)
    return fromLogit(blend.alone.slope * crowd + blend.alone.intercept)
  const weighted = Object.values(blend.groups).reduce(
    (sum, weight, index) => sum + weight * (groups[index] as number),
    0,
  )
  return fromLogit(weighted + blend.crowd * crowd + blend.intercept)
}

/** The features of a blend: the mean logit of each named group (`all` is every sample) and the crowd's logit. */
export function meanLogits(
  { samples, crowd }: Opinions,
  names: readonly string[],
): { groups: number[]; crowd: number } {
  const all = Object.values(samples).flat()
  requireProbabilities(all)
  const ofAll = meanLogit(all)
  return {
    groups: names.map((name) => {
      const own = Object.hasOwn(samples, name) ? (samples[name] as readonly number[]) : []
      return own.length > 0 ? meanLogit(own) : ofAll
    }),
    crowd: crowd === null ? ofAll : logit(crowd),
  }
}

function meanLogit(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, value) => sum + logit(value), 0) / probabilities.length
}
