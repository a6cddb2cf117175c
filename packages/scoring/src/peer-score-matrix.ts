import { intervalWeight } from './intervals.ts'
import { CLIP } from './log-score.ts'
import type { Outcome } from './outcome.ts'
import { MISSING_PENALTY } from './peer-scores.ts'

/** One event's predictions as a matrix: a season of them is scored in a second. */
export interface PredictionMatrix {
  readonly outcome: Outcome
  /** Intervals that the event is scored over. */
  readonly intervals: number
  readonly forecasters: number
  /** `intervals` rows of `forecasters` probabilities, 0 to 1; NaN where none was given. Rows beyond are not scored. */
  readonly probabilities: Float64Array
  /** For each forecaster what `firstDuePosition` says; Infinity for one who is not scored at all. */
  readonly registeredFrom: ArrayLike<number>
}

/**
 * The peer scores of an event, one for each forecaster, NaN for one who is not scored: what `peerScores` gives,
 * from numbers alone. All are NaN where the event is discarded: without an interval, or without any answer.
 * Values outside of [0, 1] are clipped like all others; they are not looked for.
 *
 * @param scores where to write them; a new array unless given.
 */
export function peerScoreMatrix(
  { outcome, intervals, forecasters, probabilities, registeredFrom }: PredictionMatrix,
  scores: Float64Array = new Float64Array(forecasters),
): Float64Array {
  if (intervals === 0 || probabilities.every(Number.isNaN)) return scores.fill(Number.NaN)
  const logs = new Float64Array(forecasters)
  let weightSum = 0
  scores.fill(0)
  for (let interval = 0; interval < intervals; interval++) {
    const weight = intervalWeight(interval, intervals)
    weightSum += weight
    // The last of several weighs nothing.
    if (weight === 0) continue
    const row = interval * forecasters
    const counted = logScores(logs, { outcome, interval, row, probabilities, registeredFrom })
    if (counted === 0) continue
    let sum = 0
    for (let index = 0; index < forecasters; index++) {
      const log = logs[index] as number
      if (!Number.isNaN(log)) sum += log
    }
    for (let index = 0; index < forecasters; index++) {
      const log = logs[index] as number
      if (Number.isNaN(log)) continue
      const others = counted === 1 ? WORST_LOG : (sum - log) / (counted - 1)
      scores[index] = (scores[index] as number) + weight * (log - others)
    }
  }
  for (let index = 0; index < forecasters; index++) {
    scores[index] = registeredFrom[index] === Infinity ? Number.NaN : (scores[index] as number) / weightSum
  }
  return scores
}

const WORST_LOG = Math.log(CLIP)

/** Writes one interval's log scores, NaN for who does not count in it, and says how many do. */
function logScores(
  logs: Float64Array,
  {
    outcome,
    interval,
    row,
    probabilities,
    registeredFrom,
  }: Pick<PredictionMatrix, 'outcome' | 'probabilities' | 'registeredFrom'> & {
    readonly interval: number
    readonly row: number
  },
): number {
  let sum = 0
  let counted = 0
  let worst = 1
  for (let index = 0; index < logs.length; index++) {
    const given = probabilities[row + index] as number
    if (Number.isNaN(given) || registeredFrom[index] === Infinity) {
      logs[index] = Number.NaN
      continue
    }
    const clipped = Math.max(CLIP, Math.min(1 - CLIP, given))
    const likelihood = outcome === 1 ? clipped : 1 - clipped
    sum += likelihood
    counted++
    if (likelihood < worst) worst = likelihood
    logs[index] = Math.log(likelihood)
  }
  const missing = counted === 0 ? WORST_LOG : Math.log(imputed(sum / counted, worst))
  for (let index = 0; index < logs.length; index++) {
    if (!Number.isNaN(logs[index] as number) || (registeredFrom[index] as number) > interval) continue
    logs[index] = missing
    counted++
  }
  return counted
}

/** A missing answer is put a third of the way from the mean to the worst that was given. */
function imputed(mean: number, worst: number): number {
  return mean + (worst - mean) * MISSING_PENALTY
}
