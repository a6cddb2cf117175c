import { baseRateBrier, pairedBootstrap, skill } from '@ig/scoring'
import type { EventScore } from './event-score.ts'

/** Where a mean lies with 95 % confidence. */
export interface MeanScore {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** The scores of some events, each counted once. */
export interface GroupScore {
  readonly name: string
  readonly events: number
  readonly brier: MeanScore
  readonly log: number
  /** Against always saying the share of YES among these events; null where that was perfect. */
  readonly skill: number | null
  /** On the events whose price is known; null without any. */
  readonly market: {
    readonly events: number
    readonly brier: number
    readonly log: number
    /** Ours less the market's: below 0 is better than the market. */
    readonly difference: MeanScore
  } | null
}

const DRAWS = 400

/** Of fewer events a score says little, and its interval less. */
export const FEW_EVENTS = 20

/** Scores a group of events; null for none. */
export function scoreGroup(name: string, scores: readonly EventScore[]): GroupScore | null {
  if (scores.length === 0) return null
  const brier = interval(scores.map((one) => ({ question: one.key, a: one.brier, b: 0 })))
  const log = scores.reduce((sum, one) => sum + one.log, 0) / scores.length
  const skillOf = skill(
    brier.mean,
    baseRateBrier(scores.map(({ outcome }) => ({ probability: 0.5, outcome }))),
  )
  const priced = scores.flatMap(({ key, against }) => (against === null ? [] : [{ key, ...against }]))
  const meanOf = (value: (one: (typeof priced)[number]) => number) =>
    priced.reduce((sum, one) => sum + value(one), 0) / priced.length
  return {
    ...{ name, events: scores.length, brier, log },
    skill: Number.isFinite(skillOf) ? skillOf : null,
    market:
      priced.length === 0
        ? null
        : {
            events: priced.length,
            brier: meanOf(({ priceBrier }) => priceBrier),
            log: meanOf(({ priceLog }) => priceLog),
            difference: interval(
              priced.map((one) => ({ question: one.key, a: one.brier, b: one.priceBrier })),
            ),
          },
  }
}

/** Scores events in groups, the largest first, as many as asked for. */
export function scoreGroups(
  scores: readonly EventScore[],
  nameOf: (score: EventScore) => string,
  most: number,
): GroupScore[] {
  const groups = Map.groupBy(scores, nameOf)
  return [...groups]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, most)
    .flatMap(([name, group]) => scoreGroup(name, group) ?? [])
}

function interval(rows: Parameters<typeof pairedBootstrap>[0]): MeanScore {
  const { mean, low, high } = pairedBootstrap(rows, { draws: DRAWS })
  return { mean, low, high }
}
