import { brierScore, pairedBootstrap, skill } from '@ig/scoring'
import type { Contest, Entry } from './contest.ts'
import { type FacetGroup, groupRows } from './group-rows.ts'
import type { Facet } from './row-facets.ts'
import { type Score, scoreProbabilities } from './score-probabilities.ts'

/** Where a figure lies with 95 % confidence, by bootstrap over questions. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** One method's score and what it cost. */
export interface MethodScore extends Score {
  readonly brierInterval: Interval
  /** 1 - Brier / the base rate's Brier on the same rows. */
  readonly skill: number | null
  /** US dollars, of all rows together and of each; null where nothing is known of it. */
  readonly costUsd: number | null
  readonly costUsdPerForecast: number | null
  /** By how much the Brier scores of all forecasts together are better than by always saying one half, for a dollar. */
  readonly brierGainPerUsd: number | null
}

/** Mean Brier score of one less that of another on the rows that both have judged: below 0 the one is better. */
export interface Difference extends Interval {
  readonly mean: number
  /** Share of the draws in which the one is better. */
  readonly shareBelowZero: number
  readonly n: number
  readonly questions: number
}

/** A method's score of the rows of one group; intervals only of those that the backtest is about, and their rivals. */
export interface GroupScore {
  readonly n: number
  readonly brier: number
  readonly brierInterval: Interval | null
  readonly toMarket: Difference | null
}

/** The rows of one group. */
export interface GroupScores {
  readonly value: string
  readonly n: number
  readonly questions: number
  readonly methods: Readonly<Record<string, GroupScore>>
}

/** What a backtest found. */
export interface ContestReport
  extends Pick<Contest, 'fittedOn' | 'selected' | 'subjects' | 'market' | 'paper' | 'first'> {
  readonly n: number
  readonly questions: number
  readonly methods: Readonly<Record<string, MethodScore>>
  /** Of each method to what it is compared with: market, the first forecaster, the paper's method, base rate, one half. */
  readonly differences: Readonly<Record<string, Readonly<Record<string, Difference>>>>
  /** Ways to group that the rows carry. */
  readonly breakdowns: Readonly<Partial<Record<Facet, readonly GroupScores[]>>>
  readonly bootstrap: { readonly draws: number; readonly seed: number; readonly confidence: 0.95 }
}

/** How intervals are drawn. */
export interface Draws {
  /** Bootstraps. */
  readonly draws: number
  readonly seed: number
  /** Seasons played on the simulated subnet; default 20. */
  readonly seasons?: number
}

const CONFIDENCE = 0.95
const BASELINES = ['baseRate', 'alwaysHalf']

/** Judges all entries of a contest; the same seed gives the same numbers. */
export function judgeContest(contest: Contest, { draws, seed }: Draws): ContestReport {
  const { rows, entries, fittedOn, selected, subjects, market, paper, first } = contest
  const options = { draws, seed, confidence: CONFIDENCE }
  const briers = new Map(entries.map((entry) => [entry.name, brierOf(entry, contest)]))
  const all = rows.map((_, index) => index)
  const shown = new Set<string | null>([...subjects, market, paper])
  const references = [market, first, paper, ...BASELINES].filter(
    (name): name is string => name !== null && briers.has(name),
  )

  function compare(name: string, other: string, indexes: readonly number[]): Difference | null {
    const pairs = pair(briers.get(name) ?? [], briers.get(other) ?? [], contest, indexes)
    if (pairs.length === 0) return null
    return { ...pairedBootstrap(pairs, options), n: pairs.length }
  }

  function intervalOf(name: string, indexes: readonly number[]): Interval {
    const { low, high } = pairedBootstrap(pair(briers.get(name) ?? [], null, contest, indexes), options)
    return { low, high }
  }

  function methodScore({ name, probabilities, costUsd }: Entry): MethodScore {
    const score = scoreProbabilities(probabilities, rows)
    const common = pair(briers.get(name) ?? [], briers.get('baseRate') ?? [], contest, all)
    const total = (key: 'a' | 'b') => common.reduce((sum, one) => sum + one[key], 0)
    return {
      ...score,
      brierInterval: intervalOf(name, all),
      skill: common.length > 0 ? skill(total('a'), total('b')) : null,
      costUsd,
      costUsdPerForecast: costUsd === null ? null : costUsd / score.n,
      brierGainPerUsd: costUsd ? (score.n * (0.25 - score.brier)) / costUsd : null,
    }
  }

  function groupScores({ value, indexes }: FacetGroup): GroupScores {
    const methods = entries.flatMap(({ name }) => {
      const scores = pair(briers.get(name) ?? [], null, contest, indexes)
      if (scores.length === 0) return []
      const brier = scores.reduce((sum, { a }) => sum + a, 0) / scores.length
      const isShown = shown.has(name)
      const group: GroupScore = {
        n: scores.length,
        brier,
        brierInterval: isShown ? intervalOf(name, indexes) : null,
        toMarket: !isShown || market === null || market === name ? null : compare(name, market, indexes),
      }
      return [[name, group] as const]
    })
    return {
      value,
      n: indexes.length,
      questions: new Set(indexes.map((index) => rows[index]?.question)).size,
      methods: Object.fromEntries(methods),
    }
  }

  const differences = entries.map(({ name }) => {
    const others = references.flatMap((other) => {
      const difference = other === name ? null : compare(name, other, all)
      return difference ? [[other, difference] as const] : []
    })
    return [name, Object.fromEntries(others)] as const
  })
  return {
    n: rows.length,
    questions: new Set(rows.map(({ question }) => question)).size,
    fittedOn,
    methods: Object.fromEntries(entries.map((entry) => [entry.name, methodScore(entry)])),
    selected,
    subjects,
    market,
    paper,
    first,
    differences: Object.fromEntries(differences),
    breakdowns: Object.fromEntries(
      groupRows(rows).map(({ facet, groups }) => [facet, groups.map(groupScores)]),
    ),
    bootstrap: { draws, seed, confidence: CONFIDENCE },
  }
}

function brierOf({ probabilities }: Entry, { rows }: Contest): (number | null)[] {
  return rows.map(({ outcome }, index) => {
    const probability = probabilities[index]
    return typeof probability === 'number' ? brierScore(probability, outcome) : null
  })
}

/** The scores on the rows that both have; without another, beside 0. */
function pair(
  mine: readonly (number | null)[],
  others: readonly (number | null)[] | null,
  { rows }: Contest,
  indexes: readonly number[],
): { question: string; a: number; b: number }[] {
  return indexes.flatMap((index) => {
    const a = mine[index]
    const b = others === null ? 0 : others[index]
    const row = rows[index]
    return row && typeof a === 'number' && typeof b === 'number' ? [{ question: row.question, a, b }] : []
  })
}
