import { type Season, type SeasonEvent, seededRandom, smoothedYesShare } from '@ig/scoring'
import { type FieldGroup, fieldIds } from '../field/field-mix.ts'
import { playField } from '../field/play-field.ts'
import { meansOf } from '../validator/interval-sums.ts'
import { outcomeOf } from '../world/simulated-event.ts'
import type { SeasonPlan } from './plan-season.ts'
import type { PlayedSeason } from './play-season.ts'
import type { SeasonView } from './season-market.ts'

/** The id of the miner under test; it stands before the field. */
export const MINER_ID = 'your miner'

/** What the class-balancers of a field look back on, as the validators do. */
const BALANCED_EVENTS = 150
const DAY_MS = 24 * 3_600_000

/** What everyone but the miner under test says in a season, event by event, and what becomes true. */
export interface SeasonField {
  readonly groups: readonly FieldGroup[]
  readonly ids: readonly string[]
  /** As `playField` gives them. */
  readonly columns: readonly Float64Array[]
  readonly views: readonly SeasonView[]
}

/** Lets a field play a season. */
export function fieldOf(
  plan: SeasonPlan,
  views: readonly SeasonView[],
  groups: readonly FieldGroup[],
): SeasonField {
  const random = seededRandom(plan.seed)
  const columns = plan.planned.map((event, index) => {
    const { marketPrices: prices = [], truths = [] } = views[index] ?? {}
    const marketPrices = prices.slice(0, event.grid.intervals)
    const outcome = outcomeOf(plan.seed, event.life)
    const yesShare = yesShareBefore(plan, event.opensAtMs)
    return playField({ event: { marketPrices, truths, outcome }, strategies: groups, random, yesShare })
  })
  return { groups, ids: fieldIds(groups), columns, views }
}

/** The season as validators score it: the miner under test first, then the field. */
export function seasonOf(plan: SeasonPlan, played: PlayedSeason, field: SeasonField): Season {
  const registeredAtMs = plan.startMs - DAY_MS
  return {
    forecasters: [MINER_ID, ...field.ids].map((id) => ({ id, registeredAtMs })),
    events: plan.planned.map((event, index): SeasonEvent => {
      const { opensAtMs, cutoffMs, resolvesAtMs, life } = event
      const own = meansOf(played.heard[index]?.sums ?? [])
      return {
        registeredAtMs: opensAtMs,
        cutoffMs,
        resolvedAtMs: resolvesAtMs,
        outcome: outcomeOf(plan.seed, life),
        probabilities: beside(own, field.columns[index] ?? new Float64Array(0), field.ids.length),
        marketPrices: Float64Array.from(field.views[index]?.marketPrices ?? []),
      }
    }),
  }
}

/** One column before a matrix of others. */
function beside(own: readonly number[], others: Float64Array, count: number): Float64Array {
  const all = new Float64Array(own.length * (count + 1))
  for (const [row, value] of own.entries()) {
    all[row * (count + 1)] = value
    all.set(others.subarray(row * count, (row + 1) * count), row * (count + 1) + 1)
  }
  return all
}

function yesShareBefore({ seed, planned }: SeasonPlan, nowMs: number): number {
  const resolved = planned.filter(({ resolvesAtMs }) => resolvesAtMs <= nowMs)
  return smoothedYesShare(resolved.slice(-BALANCED_EVENTS).map(({ life }) => outcomeOf(seed, life)))
}
