import { brierScore, pairedBootstrap } from '@ig/scoring'
import { z } from 'zod'
import type { ForecastSet } from './forecast-set.ts'
import { type BenchQuestion, freezePrice } from './question-set.ts'

const resolution = z.looseObject({
  id: z.union([z.string(), z.array(z.string())]),
  source: z.string(),
  resolution_date: z.string(),
  /** Of what is not decided yet the market's price. */
  resolved_to: z.number().nullable(),
  resolved: z.boolean(),
})

/** How a round's questions came out, as published. */
export const resolutionSet = z.looseObject({
  question_set: z.string(),
  resolutions: z.array(resolution),
})

export type ResolutionSet = z.output<typeof resolutionSet>

/** The sources that ask for series, not for markets. */
const DATASETS = new Set(['acled', 'dbnomics', 'fred', 'wikipedia', 'yfinance'])

/** A mean Brier score with its 95 % interval by bootstrap over questions. */
export interface BenchScore {
  readonly n: number
  readonly questions: number
  readonly brier: number
  readonly low: number
  readonly high: number
}

/** What a set of forecasts is worth. */
export interface BenchReport {
  /** The mean of market and dataset, as the benchmark ranks; null where one has no score. */
  readonly overall: number | null
  readonly market: BenchScore | null
  readonly dataset: BenchScore | null
  readonly bySource: Readonly<Record<string, BenchScore>>
  /** The forecasts' Brier score less the price's at the freeze, on market questions; below zero is better. */
  readonly toFreezePrice: BenchScore | null
  readonly skipped: {
    /** Forecasts of combinations of questions. */
    readonly combinations: number
    /** Forecasts whose question is not decided. */
    readonly undecided: number
    /** Forecasts that stand twice; the first counts. */
    readonly repeated: number
  }
  /** Decided questions and dates without a forecast. */
  readonly missing: number
}

interface Scored {
  /** The same in every round and for every date. */
  readonly question: string
  readonly source: string
  readonly isDataset: boolean
  readonly brier: number
  readonly freezeBrier: number | null
}

/**
 * Scores sets of forecasts, each against the resolutions of its own round. Whole questions are drawn by the
 * bootstrap, however many dates and rounds they stand in.
 *
 * @param questions for comparing with the price at the freeze; by question set
 */
export function scoreSets(
  sets: readonly { readonly forecasts: ForecastSet; readonly resolutions: ResolutionSet }[],
  questions: ReadonlyMap<string, readonly BenchQuestion[]>,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): BenchReport {
  const skipped = { combinations: 0, undecided: 0, repeated: 0 }
  const scored: Scored[] = []
  let missing = 0
  for (const { forecasts, resolutions } of sets) {
    const outcomes = decided(resolutions)
    const prices = new Map(
      (questions.get(forecasts.question_set) ?? []).map((one) => [
        nameOf(one.source, one.id),
        freezePrice(one),
      ]),
    )
    const seen = new Set<string>()
    for (const { id, source: written, forecast, resolution_date: date } of forecasts.forecasts) {
      if (typeof id !== 'string') {
        skipped.combinations += 1
        continue
      }
      const source = written.toLowerCase()
      const key = keyOf(source, id, date)
      const outcome = outcomes.get(key)
      if (seen.has(key)) skipped.repeated += 1
      else if (outcome === undefined) skipped.undecided += 1
      else {
        const question = nameOf(source, id)
        const price = prices.get(question) ?? null
        scored.push({
          question,
          source,
          isDataset: DATASETS.has(source),
          brier: brierScore(forecast, outcome),
          freezeBrier: price === null ? null : brierScore(price, outcome),
        })
      }
      seen.add(key)
    }
    missing += [...outcomes.keys()].filter((key) => !seen.has(key)).length
  }
  const score = (rows: readonly Scored[], against?: (row: Scored) => number) =>
    scoreOf(rows, against, { draws, seed })
  const market = score(scored.filter(({ isDataset }) => !isDataset))
  const dataset = score(scored.filter(({ isDataset }) => isDataset))
  const priced = scored.filter(({ freezeBrier }) => freezeBrier !== null)
  const sources = [...new Set(scored.map(({ source }) => source))].sort()
  return {
    overall: market && dataset ? (market.brier + dataset.brier) / 2 : null,
    market,
    dataset,
    bySource: Object.fromEntries(
      sources.flatMap((source) => {
        const own = score(scored.filter((row) => row.source === source))
        return own ? [[source, own] as const] : []
      }),
    ),
    toFreezePrice: score(priced, ({ freezeBrier }) => freezeBrier as number),
    skipped,
    missing,
  }
}

function scoreOf(
  rows: readonly Scored[],
  against: (row: Scored) => number = () => 0,
  options: { readonly draws: number; readonly seed: number },
): BenchScore | null {
  if (rows.length === 0) return null
  const paired = rows.map((row) => ({ question: row.question, a: row.brier, b: against(row) }))
  const { mean, low, high, questions } = pairedBootstrap(paired, options)
  return { n: rows.length, questions, brier: mean, low, high }
}

/** Outcomes that are certain; a market question has one, whatever its date. */
function decided({ resolutions }: ResolutionSet): Map<string, 0 | 1> {
  return new Map(
    resolutions.flatMap(({ id, source, resolution_date: date, resolved, resolved_to: to }) => {
      if (typeof id !== 'string' || !resolved || (to !== 0 && to !== 1)) return []
      return [[keyOf(source.toLowerCase(), id, date), to] as const]
    }),
  )
}

function keyOf(source: string, id: string, date: string | null): string {
  return JSON.stringify([source, id, DATASETS.has(source) ? (date ?? '').slice(0, 10) : null])
}

function nameOf(source: string, id: string): string {
  return JSON.stringify([source.toLowerCase(), id])
}
