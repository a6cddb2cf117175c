import { SEED_ALPHA, seedBrierScore, seedMovingAverage } from './brier-score.ts'
import { clampProbability } from './log-score.ts'
import { type Season, type Standing, seasonEventShape } from './season.ts'

/**
 * Where the rules of June 2024 leave each forecaster: a moving average, from 0 at its registration on, of
 * 1 - (p - outcome)^2 of its last answer before the cutoff; an event without an answer is worth 0, and so pulls down.
 * An answer of exactly 0 was dropped: the one before it stands. Paid in proportion to the average.
 * Events in order of resolution. Source: infinite_games c43deb7, `neurons/validator`, `base/validator`; there in
 * 32-bit floats.
 */
export function seedStandings({ forecasters, events }: Season, alpha: number = SEED_ALPHA): Standing[] {
  const averages = new Float64Array(forecasters.length)
  const asked = new Float64Array(forecasters.length)
  const answered = new Float64Array(forecasters.length)
  for (const event of events) {
    const { openIntervals } = seasonEventShape(event, forecasters.length)
    forecasters.forEach(({ registeredAtMs }, index) => {
      if (registeredAtMs > event.resolvedAtMs) return
      const answer = lastAnswer(event.probabilities, index, openIntervals, forecasters.length)
      const score = seedBrierScore(answer, event.outcome)
      averages[index] = seedMovingAverage(averages[index] as number, score, alpha)
      asked[index] = (asked[index] as number) + 1
      if (answer !== null) answered[index] = (answered[index] as number) + 1
    })
  }
  return forecasters.map((_, index) => {
    const score = averages[index] as number
    const events = asked[index] as number
    const coverage = events === 0 ? 0 : (answered[index] as number) / events
    return { score, pay: score, ranked: events > 0, coverage, events }
  })
}

function lastAnswer(
  probabilities: Float64Array,
  index: number,
  intervals: number,
  forecasters: number,
): number | null {
  for (let interval = intervals - 1; interval >= 0; interval--) {
    const given = probabilities[interval * forecasters + index] as number
    if (!Number.isNaN(given) && given !== 0) return clampProbability(given)
  }
  return null
}
