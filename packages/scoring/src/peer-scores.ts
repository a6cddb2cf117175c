import { firstDuePosition, intervalIndex, intervalWeight, scoredIntervalCount } from './intervals.ts'
import { CLIP, clipProbability, logScore } from './log-score.ts'
import type { Outcome } from './outcome.ts'

/** An event to be scored; times are milliseconds since 1970, UTC. */
export interface ScoredEvent {
  readonly registeredAtMs: number
  readonly cutoffMs: number
  readonly resolvedAtMs: number
  readonly outcome: Outcome
}

/** One of those who are scored against each other. */
export interface PeerForecaster {
  readonly id: string
  readonly registeredAtMs: number
}

/** The prediction that counts for one forecaster in one interval, as `intervalMeans` gives it. */
export interface PeerPrediction {
  readonly id: string
  readonly interval: number
  readonly probability: number
}

/** One forecaster in one interval. */
export interface PeerIntervalScore {
  readonly id: string
  /** 0 for the event's first interval. */
  readonly position: number
  readonly interval: number
  readonly weight: number
  /** As it was given, clipped; else as it was imputed. */
  readonly probability: number
  readonly logScore: number
  readonly meanLogScoreOfOthers: number
  readonly peerScore: number
}

/** One forecaster over the whole event: means weighted by interval. */
export interface PeerScore {
  readonly id: string
  readonly probability: number
  readonly peerScore: number
}

/** Part of the way from the mean to the worst answer at which a missing answer is put. */
export const MISSING_PENALTY = 1 / 3

/**
 * Scores forecasters against each other: in each interval the logarithm of the probability given to what
 * happened, less the mean of the others', then the mean over the intervals by weight.
 *
 * A missing answer is put a third of the way from the mean to the worst answer of that interval; where nobody
 * answered, at the clip on the wrong side. Who registered at or after an interval's start and has not answered
 * in it earns 0 there; who registered after the minute in which the last interval starts is not scored.
 * Null for an event that is discarded: it ends in the interval of its registration, or has no prediction at all
 * (`predictions` holds those of former forecasters and of any time, as the validators' table does).
 * Throws `IgError` E_PROBABILITY.
 * Source: infinite_games 6ebb39b (v1.5.5), `peer_scoring`.
 */
export function peerScores({
  event,
  forecasters,
  predictions,
}: {
  readonly event: ScoredEvent
  readonly forecasters: readonly PeerForecaster[]
  readonly predictions: readonly PeerPrediction[]
}): { readonly scores: PeerScore[]; readonly intervals: PeerIntervalScore[] } | null {
  const endsAtMs = Math.min(event.cutoffMs, event.resolvedAtMs)
  const count = scoredIntervalCount({ registeredAtMs: event.registeredAtMs, endsAtMs })
  if (count === 0 || predictions.length === 0) return null
  const first = intervalIndex(event.registeredAtMs)
  const scored = forecasters
    .map(({ id, registeredAtMs }) => ({
      id,
      from: firstDuePosition(registeredAtMs, { firstInterval: first, intervals: count }),
    }))
    .filter(({ from }) => from !== Infinity)
  const answers = new Map(predictions.map((p) => [answerKey(p.id, p.interval), p.probability]))

  const intervals = Array.from({ length: count }, (_, position) => {
    const interval = first + position
    const rows = scoreInterval({
      outcome: event.outcome,
      position,
      forecasters: scored,
      answer: (id) => answers.get(answerKey(id, interval)),
    })
    return rows.map((row) => ({ position, interval, weight: intervalWeight(position, count), ...row }))
  })
  return {
    scores: scored.map(({ id }, index) =>
      overall(
        id,
        intervals.map((rows) => rows[index] as PeerIntervalScore),
      ),
    ),
    intervals: intervals.flat(),
  }
}

function answerKey(id: string, interval: number): string {
  return `${interval} ${id}`
}

type IntervalRow = Omit<PeerIntervalScore, 'position' | 'interval' | 'weight'>

function scoreInterval({
  outcome,
  position,
  forecasters,
  answer,
}: {
  readonly outcome: Outcome
  readonly position: number
  readonly forecasters: readonly { readonly id: string; readonly from: number }[]
  readonly answer: (id: string) => number | undefined
}): IntervalRow[] {
  const given = new Map<string, number>()
  for (const { id } of forecasters) {
    const probability = answer(id)
    if (probability !== undefined) given.set(id, clipProbability(probability))
  }
  const missing = imputeMissing([...given.values()], outcome)
  const counted = forecasters.filter(({ id, from }) => given.has(id) || from <= position)
  const own = new Map(counted.map(({ id }) => [id, logScore(given.get(id) ?? missing, outcome)]))
  const sum = [...own.values()].reduce((total, value) => total + value, 0)
  const worst = Math.log(CLIP)

  return forecasters.map(({ id }) => {
    const score = own.get(id)
    if (score === undefined) {
      const mean = own.size === 0 ? worst : sum / own.size
      const likelihood = Math.exp(mean)
      return {
        id,
        probability: outcome === 1 ? likelihood : 1 - likelihood,
        logScore: mean,
        meanLogScoreOfOthers: mean,
        peerScore: 0,
      }
    }
    const meanLogScoreOfOthers = own.size === 1 ? worst : (sum - score) / (own.size - 1)
    return {
      id,
      probability: given.get(id) ?? missing,
      logScore: score,
      meanLogScoreOfOthers,
      peerScore: score - meanLogScoreOfOthers,
    }
  })
}

/** Where a missing answer is put, given the clipped answers of the others in that interval. */
export function imputeMissing(given: readonly number[], outcome: Outcome): number {
  if (given.length === 0) return outcome === 1 ? CLIP : 1 - CLIP
  const mean = given.reduce((total, value) => total + value, 0) / given.length
  const worst = outcome === 1 ? Math.min(...given) : Math.max(...given)
  return mean + (worst - mean) * MISSING_PENALTY
}

function overall(id: string, intervals: readonly PeerIntervalScore[]): PeerScore {
  let weight = 0
  let probability = 0
  let peerScore = 0
  for (const row of intervals) {
    weight += row.weight
    probability += row.weight * row.probability
    peerScore += row.weight * row.peerScore
  }
  return { id, probability: probability / weight, peerScore: peerScore / weight }
}
