import { SEED_ALPHA } from './brier-score.ts'
import { assertSeason, type Season, type Standing } from './season.ts'
import { axonStandings } from './season-axon.ts'
import { type MarketRelativeRules, marketRelativeStandings } from './season-market-relative.ts'
import { seedStandings } from './season-seed.ts'

/** Whose rules: those of June 2024, of the axon era (v1.5.5), or today's. */
export type Generation = 'seed' | 'axon' | 'marketRelative'

/** Numbers of the rules that can be set; each is the subnet's own unless given. */
export interface SeasonRules extends MarketRelativeRules {
  /** Weight of the newest event in the seed era's moving average; 0.05. */
  readonly alpha?: number
  /** Events before the newest that count in the axon era; 149, Infinity for all. */
  readonly rewardWindow?: number
  /** How long the axon era goes on paying one who is no longer scored; 10 days. */
  readonly rewardLifetimeMs?: number
}

/** Where a forecaster ends, and what it is paid. */
export interface SeasonScore {
  readonly id: string
  /**
   * What it is ranked by at the end: the moving average (`seed`), the class-weighted mean peer score (`axon`), both
   * higher is better; the mean difference to the market (`marketRelative`), lower is better. 0 where nothing counts.
   */
  readonly score: number
  /** Of the emission, 0 to 1; they sum to 1, or are all 0 where nobody is paid. */
  readonly share: number
  /** 1 for the best; equals share a rank; those who are kept out of the ranking come last. */
  readonly rank: number
  /**
   * Share of what it was asked since its registration that it answered, 0 to 1: of events (`seed`), of intervals of
   * events (`axon`), of those that were scored in the last fourteen days (`marketRelative`).
   */
  readonly coverage: number
  /** Events that count in the score. */
  readonly events: number
}

/**
 * A season's end by the rules of one generation: who stands where when the last event has been resolved, and what
 * share of the emission that is worth. Rows in the order of the forecasters; the order of the events does not matter.
 *
 * Throws `IgError` E_SEASON for a season that does not fit together, or has no market prices where they are needed.
 *
 * @example
 * const standings = scoreSeason({ forecasters, events }, 'axon')
 */
export function scoreSeason(season: Season, generation: Generation, rules: SeasonRules = {}): SeasonScore[] {
  assertSeason(season)
  const events = season.events.toSorted((a, b) => a.resolvedAtMs - b.resolvedAtMs)
  const standings = standingsOf({ ...season, events }, generation, rules)
  const paid = standings.reduce((sum, { pay }) => sum + pay, 0)
  const ranks = ranksOf(standings, generation === 'marketRelative' ? 1 : -1)
  return season.forecasters.map(({ id }, index) => {
    const { score, pay, coverage, events } = standings[index] as Standing
    return { id, score, share: paid > 0 ? pay / paid : 0, rank: ranks[index] as number, coverage, events }
  })
}

function standingsOf(season: Season, generation: Generation, rules: SeasonRules): Standing[] {
  switch (generation) {
    case 'seed':
      return seedStandings(season, rules.alpha ?? SEED_ALPHA)
    case 'axon':
      return axonStandings(season, rules)
    case 'marketRelative':
      return marketRelativeStandings(season, rules)
  }
}

/** 1 more than how many are better, for each; `sign` 1 where lower is better. */
function ranksOf(standings: readonly Standing[], sign: 1 | -1): number[] {
  const order = (a: Standing, b: Standing) =>
    Number(b.ranked) - Number(a.ranked) || Math.sign(sign * (a.score - b.score))
  const sorted = standings.toSorted(order)
  const ranks = new Map<Standing, number>()
  sorted.forEach((standing, place) => {
    const before = sorted[place - 1]
    const equal = before !== undefined && order(before, standing) === 0
    ranks.set(standing, equal ? (ranks.get(before) as number) : place + 1)
  })
  return standings.map((standing) => ranks.get(standing) as number)
}
