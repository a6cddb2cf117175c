import { fitLogistic, type Outcome } from '@ig/scoring'
import { type Blend, meanLogits, type Opinions } from './blend.ts'
import type { LogitLine } from './recalibration.ts'

/** Opinions about a question that has been resolved. */
export interface ResolvedOpinions extends Opinions {
  readonly outcome: Outcome
}

/**
 * How strongly a fit is held to the plain logit mean, in observations' worth of information; chosen by
 * cross-validation by question on the released predictions of Halawi et al. (1,942 rows), where it is flat from 20
 * to 150.
 */
const PRECISION = 60

/** Before any outcome the crowd is heard four times as loudly as all samples together, as the paper's best mix. */
const PRIOR_CROWD = 0.8

/**
 * A blend fitted on resolved questions by logistic regression in logits (Platt's scaling where there is one group
 * and no crowd), shrunk towards equal groups: without rows it is the logit mean, with the crowd 0.2 of that and 0.8
 * of the crowd. Where the crowd is heard, samples alone have a line of their own. No extremising constant: the slope is what the outcomes say.
 *
 * @param groups the groups to weigh; `['all']` takes every sample as one.
 *
 * Throws E_AGGREGATE for a row without samples, `IgError` E_FIT for numbers that are not finite.
 */
export function fitBlend(
  rows: readonly ResolvedOpinions[],
  { groups, withCrowd }: { readonly groups: readonly string[]; readonly withCrowd: boolean },
): Blend {
  const share = (withCrowd ? 1 - PRIOR_CROWD : 1) / groups.length
  const coefficients = fitLogistic(
    rows.map((row) => {
      const logits = meanLogits(row, groups)
      return { features: [...logits.groups, logits.crowd, 1], outcome: row.outcome }
    }),
    {
      mean: [...groups.map(() => share), withCrowd ? PRIOR_CROWD : 0, 0],
      precision: [...groups.map(() => PRECISION), withCrowd ? PRECISION : Infinity, PRECISION],
    },
  )
  return {
    groups: Object.fromEntries(groups.map((name, index) => [name, coefficients[index] as number])),
    crowd: coefficients[groups.length] as number,
    intercept: coefficients[groups.length + 1] as number,
    ...(withCrowd && { alone: fitAlone(rows) }),
  }
}

function fitAlone(rows: readonly ResolvedOpinions[]): LogitLine {
  const [slope, intercept] = fitLogistic(
    rows.map(({ samples, outcome }) => {
      const { crowd } = meanLogits({ samples, crowd: null }, [])
      return { features: [crowd, 1], outcome }
    }),
    { mean: [1, 0], precision: [PRECISION, PRECISION] },
  ) as [number, number]
  return { slope, intercept }
}
