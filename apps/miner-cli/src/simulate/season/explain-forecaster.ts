import { brierScore, calibrationRms, type Season, scoredIntervalCount, sharpness } from '@ig/scoring'
import { weightedAnswer } from '../validator/weighted-answer.ts'

/** Why a forecaster, or several of one kind, ends where it ends: means over its events. */
export interface Explanation {
  /** Share of the intervals' weight that was answered, 0 to 1: early intervals weigh most. */
  readonly weightAnswered: number
  /** From an event's first interval to the first that was answered, in intervals; null where none was. */
  readonly firstInterval: number | null
  /** Of what was said about each event, its mean by weight; null where nothing was. */
  readonly brier: number | null
  readonly calibrationRms: number | null
  readonly sharpness: number | null
}

/** Explains the forecasters of these columns of a season together. */
export function explainForecasters(season: Season, columns: readonly number[]): Explanation {
  const said: { probability: number; outcome: 0 | 1 }[] = []
  let weightAnswered = 0
  let firstIntervals = 0
  for (const { probabilities, outcome, registeredAtMs, cutoffMs, resolvedAtMs } of season.events) {
    const intervals = scoredIntervalCount({ registeredAtMs, endsAtMs: Math.min(cutoffMs, resolvedAtMs) })
    for (const column of columns) {
      const at = (interval: number) => probabilities[interval * season.forecasters.length + column] as number
      const { share, first, mean } = weightedAnswer(intervals, at)
      weightAnswered += share
      if (first === null || mean === null) continue
      firstIntervals += first
      said.push({ probability: mean, outcome })
    }
  }
  const rows = season.events.length * columns.length
  const isSilent = said.length === 0
  return {
    weightAnswered: rows === 0 ? 0 : weightAnswered / rows,
    firstInterval: isSilent ? null : firstIntervals / said.length,
    brier: isSilent
      ? null
      : said.reduce((sum, { probability, outcome }) => sum + brierScore(probability, outcome), 0) /
        said.length,
    calibrationRms: isSilent ? null : calibrationRms(said),
    sharpness: isSilent ? null : sharpness(said.map(({ probability }) => probability)),
  }
}
