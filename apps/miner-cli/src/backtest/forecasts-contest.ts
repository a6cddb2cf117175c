import { trimmedMean } from '@ig/forecaster'
import type { PriceCalibration } from '@ig/markets'
import { type Applied, applyMethods } from './apply-methods.ts'
import { baselineMethods } from './baseline-methods.ts'
import type { Contest, Entry } from './contest.ts'
import { marketMethods } from './market-methods.ts'
import { predictionMethods } from './prediction-methods.ts'
import { type PredictionRow, predictionRow } from './prediction-row.ts'
import type { QuestionRow } from './question-row.ts'
import type { QuestionForecast } from './run-questions.ts'
import { totalUsage } from './total-usage.ts'

/** Samples of one forecaster are one group. */
const GROUPED = /^grouped/
/** Below this a fit by cross-validation says nothing. */
const MIN_QUESTIONS_TO_FIT = 20

/** The forecasts of one forecaster under its name. */
export interface ContestantForecasts {
  readonly label: string
  readonly forecasts: readonly QuestionForecast[]
}

/**
 * Forecasts of resolved questions: the forecast itself, its samples put together in other ways, the price and what
 * that is worth. What needs samples is judged on the forecasts that have some. Selected are ways to put samples
 * together, never the forecast.
 *
 * @param fitRows stored predictions to fit on; without them, cross-validation by question
 * @param inUse what prices are worth
 */
export function forecastContest(
  forecasts: readonly QuestionForecast[],
  fitRows: readonly PredictionRow[] | null,
  inUse: PriceCalibration,
): Contest {
  const rows = forecasts.map(({ row }) => row)
  const costUsd = costOf(forecasts)
  const own = { name: 'forecast', probabilities: forecasts.map(({ forecast }) => forecast.probability) }
  const priced = pricesOf(rows, inUse)
  const samples = forecasts.map(asPrediction)
  const sampled = samples.filter((one) => one !== null)
  const canFit =
    fitRows !== null || new Set(sampled.map(({ question }) => question)).size >= MIN_QUESTIONS_TO_FIT
  const methods = predictionMethods.filter(({ name, fit }) => !GROUPED.test(name) && (fit === null || canFit))
  const bySamples =
    sampled.length === 0
      ? { applied: [], fittedOn: null, selected: { withoutCrowd: null, withCrowd: null } }
      : applyMethods(methods, sampled, fitRows)
  const isFree = new Set(['crowd'])
  const entries: Entry[] = [
    { ...own, costUsd },
    ...priced.map((one) => ({ ...one, costUsd: 0 })),
    ...bySamples.applied.map((one) => ({
      ...spread(one, samples),
      costUsd: isFree.has(one.name) ? 0 : costUsd,
    })),
    ...baselinesOf(rows),
  ]
  const { fittedOn, selected } = bySamples
  return {
    rows,
    entries,
    fittedOn,
    selected,
    subjects: ['forecast'],
    market: nameIn(entries, 'marketRaw'),
    paper: nameIn(entries, 'trimmedMean'),
    first: null,
  }
}

/** Forecasters side by side: each one's forecast, and the paper's method on its samples. Nothing is selected. */
export function comparedContest(
  rows: readonly QuestionRow[],
  contestants: readonly ContestantForecasts[],
  inUse: PriceCalibration,
): Contest {
  const entries = contestants.flatMap(({ label, forecasts }) => {
    const made = new Map(forecasts.map(({ row, forecast }) => [row, forecast]))
    const costUsd = costOf(forecasts)
    const said = rows.map((row) => made.get(row)?.probability ?? null)
    const trimmed = rows.map((row) => {
      const samples = made.get(row)?.samples ?? []
      return samples.length > 0 ? trimmedMean(samples.map(({ probability }) => probability)) : null
    })
    return [
      { name: label, probabilities: said, costUsd },
      ...(trimmed.some((one) => one !== null)
        ? [{ name: `${label}: trimmedMean`, probabilities: trimmed, costUsd }]
        : []),
    ]
  })
  const all = [
    ...entries,
    ...pricesOf(rows, inUse).map((one) => ({ ...one, costUsd: 0 })),
    ...baselinesOf(rows),
  ]
  const subjects = contestants.map(({ label }) => label)
  return {
    rows,
    entries: all,
    fittedOn: null,
    selected: { withoutCrowd: null, withCrowd: null },
    subjects,
    market: nameIn(all, 'marketRaw'),
    paper: entries.find(({ name }) => name.endsWith(': trimmedMean'))?.name ?? null,
    first: subjects[0] ?? null,
  }
}

function pricesOf(rows: readonly QuestionRow[], inUse: PriceCalibration): readonly Applied[] {
  return applyMethods(marketMethods({ isFitted: false, inUse }), rows, null).applied
}

function baselinesOf(rows: readonly QuestionRow[]): Entry[] {
  return applyMethods(baselineMethods, rows, null).applied.map((one) => ({ ...one, costUsd: 0 }))
}

/** What was said of the rows that have samples, as said of all rows. */
function spread({ name, probabilities }: Applied, samples: readonly (PredictionRow | null)[]): Applied {
  let next = 0
  return {
    name,
    probabilities: samples.map((one) => (one === null ? null : (probabilities[next++] ?? null))),
  }
}

function asPrediction({ row, forecast }: QuestionForecast): PredictionRow | null {
  const { question, crowd = null, outcome } = row
  const base = forecast.samples.map(({ probability }) => probability)
  const parsed = predictionRow.safeParse({ question, crowd, outcome, base })
  return parsed.success ? parsed.data : null
}

function costOf(forecasts: readonly QuestionForecast[]): number {
  return totalUsage(forecasts.map(({ forecast }) => forecast)).costUsd
}

function nameIn(entries: readonly Entry[], name: string): string | null {
  return entries.some((entry) => entry.name === name) ? name : null
}
