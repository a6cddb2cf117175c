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
  /** `intervals` rows of `forecasters` probabilities, 0 to 1; NaN where none was given. */
  readonly probabilities: Float64Array
  /**
   * For each forecaster the first interval that starts after its registration: before it, an interval without an
   * answer earns 0. Infinity for one who is not scored at all.
   */
  readonly registeredFrom: ArrayLike<number>
}

/**
 * The peer scores of an event, one for each forecaster, NaN for one who is not scored: what `peerScores` gives,
 * from numbers alone. Values outside of [0, 1] are clipped like all others; they are not looked for.
 *
 * @param scores where to write them; a new array unless given.
 */
export function peerScoreMatrix(
  { outcome, intervals, forecasters, probabilities, registeredFrom }: PredictionMatrix,
  scores: Float64Array = new Float64Array(forecasters),
): Float64Array {
  const logs = new Float64Array(forecasters)
  const worstLog = Math.log(CLIP)
  let weightSum = 0
  scores.fill(0)
  for (let interval = 0; interval < intervals; interval++) {
    const row = interval * forecasters
    const missing = logOfMissing(outcome, probabilities, row, forecasters, registeredFrom)
    let sum = 0
    let counted = 0
    for (let index = 0; index < forecasters; index++) {
      const from = registeredFrom[index] as number
      const given = probabilities[row + index] as number
      // NaN marks who does not count in this interval.
      let log = Number.NaN
      if (from !== Infinity) {
        if (!Number.isNaN(given)) log = Math.log(outcome === 1 ? clipped(given) : 1 - clipped(given))
        else if (from <= interval) log = missing
      }
      logs[index] = log
      if (!Number.isNaN(log)) {
        sum += log
        counted++
      }
    }
    const weight = intervalWeight(interval, intervals)
    weightSum += weight
    for (let index = 0; index < forecasters; index++) {
      const log = logs[index] as number
      if (Number.isNaN(log)) continue
      const others = counted === 1 ? worstLog : (sum - log) / (counted - 1)
      scores[index] = (scores[index] as number) + weight * (log - others)
    }
  }
  for (let index = 0; index < forecasters; index++) {
    scores[index] = registeredFrom[index] === Infinity ? Number.NaN : (scores[index] as number) / weightSum
  }
  return scores
}

/** The log score of an answer that is missing: a third of the way from the mean to the worst that was given. */
function logOfMissing(
  outcome: Outcome,
  probabilities: Float64Array,
  row: number,
  forecasters: number,
  registeredFrom: ArrayLike<number>,
): number {
  let sum = 0
  let count = 0
  let lowest = 1
  let highest = 0
  for (let index = 0; index < forecasters; index++) {
    const given = probabilities[row + index] as number
    if (Number.isNaN(given) || registeredFrom[index] === Infinity) continue
    const probability = clipped(given)
    sum += probability
    count++
    if (probability < lowest) lowest = probability
    if (probability > highest) highest = probability
  }
  if (count === 0) return Math.log(CLIP)
  const mean = sum / count
  const worst = outcome === 1 ? lowest : highest
  const missing = mean + (worst - mean) * MISSING_PENALTY
  return Math.log(outcome === 1 ? missing : 1 - missing)
}

function clipped(probability: number): number {
  return Math.max(CLIP, Math.min(1 - CLIP, probability))
}
