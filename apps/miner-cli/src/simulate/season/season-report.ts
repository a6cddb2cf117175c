import { type Generation, type Season, type SeasonScore, scoreSeason } from '@ig/scoring'
import { type Explanation, explainForecasters } from './explain-forecaster.ts'
import type { SeasonPlan } from './plan-season.ts'
import type { PlayedSeason } from './play-season.ts'
import { MINER_ID, type SeasonField, seasonOf } from './season-of.ts'

/** The generations of the subnet's rules, with what people call them. */
export const GENERATIONS: readonly { readonly id: Generation; readonly title: string }[] = [
  { id: 'seed', title: 'June 2024' },
  { id: 'axon', title: 'axon era' },
  { id: 'marketRelative', title: 'market-relative' },
]

/** Where one forecaster, or all of one kind, ends by the rules of one generation. */
export interface Standing {
  /** The mean of a kind. Higher is better, but for `marketRelative`. */
  readonly score: number
  /** The best of a kind; 1 is the top. */
  readonly rank: number
  /** Of what all miners are paid, 0 to 1; together, for a kind. It is also the weight that validators set. */
  readonly share: number
}

/** One row of a season's result. */
export interface SeasonRow extends Explanation {
  readonly name: string
  readonly count: number
  readonly standings: Readonly<Record<Generation, Standing>>
}

/** A season's result: the miner under test, and each kind of the field. */
export interface SeasonReport {
  readonly season: {
    readonly seed: number
    readonly events: number
    readonly days: number
    readonly miners: number
    readonly pollMinutes: number
    /** Validators' intervals of all events. */
    readonly intervals: number
  }
  readonly requests: { readonly sent: number; readonly byStatus: Readonly<Record<string, number>> }
  /** Mean over the events, minutes from opening to the first answer; null where nothing was answered. */
  readonly firstAnswerMinutes: number | null
  /** Share of events with an answer. */
  readonly coverage: number
  readonly miner: SeasonRow
  readonly field: readonly SeasonRow[]
  /** How one would look who says the truth at every poll: on average nobody can have a lower Brier score. */
  readonly truth: Explanation
}

/** Scores a season by every generation's rules and tells why it ends so. */
export function reportSeason(plan: SeasonPlan, played: PlayedSeason, field: SeasonField): SeasonReport {
  const season = seasonOf(plan, played, field)
  const scored = Object.fromEntries(
    GENERATIONS.map(({ id }) => [id, scoreSeason(season, id)]),
  ) as unknown as Record<Generation, readonly SeasonScore[]>
  const rowOf = (name: string, columns: readonly number[]): SeasonRow => ({
    name,
    count: columns.length,
    standings: Object.fromEntries(
      GENERATIONS.map(({ id }) => [id, standing(columns.flatMap((column) => scored[id][column] ?? []))]),
    ) as unknown as Record<Generation, Standing>,
    ...explainForecasters(season, columns),
  })
  let next = 1
  const kinds = field.groups.map(({ name, count }) => {
    const columns = Array.from({ length: count }, (_, index) => next + index)
    next += count
    return { name, columns }
  })
  const delays = played.heard.flatMap(({ firstAnswerAfterMs }) => firstAnswerAfterMs ?? [])
  return {
    season: {
      seed: plan.seed,
      events: plan.events,
      days: plan.days,
      miners: season.forecasters.length,
      pollMinutes: plan.pollMs / 60_000,
      intervals: plan.planned.reduce((sum, { grid }) => sum + grid.intervals, 0),
    },
    requests: { sent: played.requests, byStatus: played.byStatus },
    firstAnswerMinutes:
      delays.length === 0 ? null : delays.reduce((sum, ms) => sum + ms, 0) / delays.length / 60_000,
    coverage: played.heard.length === 0 ? 0 : delays.length / played.heard.length,
    miner: rowOf(MINER_ID, [0]),
    field: kinds.filter(({ columns }) => columns.length > 0).map(({ name, columns }) => rowOf(name, columns)),
    truth: explainForecasters(truthOf(season, field), [0]),
  }
}

/** The same season with the truth as its only forecaster. */
function truthOf(season: Season, { views }: SeasonField): Season {
  return {
    forecasters: [{ id: 'truth', registeredAtMs: -Infinity }],
    events: season.events.map((event, index) => ({
      ...event,
      probabilities: Float64Array.from(views[index]?.truths ?? []),
    })),
  }
}

function standing(scores: readonly SeasonScore[]): Standing {
  return {
    score: scores.reduce((sum, { score }) => sum + score, 0) / scores.length,
    rank: Math.min(...scores.map(({ rank }) => rank)),
    share: scores.reduce((sum, { share }) => sum + share, 0),
  }
}
