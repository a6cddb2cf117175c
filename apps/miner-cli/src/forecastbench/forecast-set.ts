import { fromLogit, logit } from '@ig/forecaster'
import { z } from 'zod'
import { type BenchQuestion, datesOf } from './question-set.ts'
import type { RoundForecast } from './round-file.ts'

const DAY_MS = 86_400_000

const row = z.object({
  id: z.union([z.string(), z.array(z.string())]),
  source: z.string(),
  forecast: z.number().min(0).max(1),
  resolution_date: z.string().nullable(),
  reasoning: z.string().nullish(),
})

/** A set of forecasts as the benchmark takes it. */
export const forecastSet = z.object({
  organization: z.string(),
  model: z.string(),
  model_organization: z.string(),
  question_set: z.string(),
  forecasts: z.array(row),
})

export type ForecastSet = z.output<typeof forecastSet>
export type ForecastSetRow = z.output<typeof row>

/** Who enters. */
export interface Entrant {
  readonly organization: string
  readonly model: string
  readonly modelOrganization: string
}

/**
 * The set that is handed in: a row for each market question, without a date, and one for each date of a dataset
 * question. A date that was not asked lies between its neighbours, in logits over the logarithm of the days; what has
 * no forecast has no row.
 */
export function asForecastSet(
  questions: readonly BenchQuestion[],
  {
    made,
    entrant,
    dueDate,
    questionSet,
  }: {
    readonly made: ReadonlyMap<string, RoundForecast>
    readonly entrant: Entrant
    readonly dueDate: string
    readonly questionSet: string
  },
): ForecastSet {
  return {
    organization: entrant.organization,
    model: entrant.model,
    model_organization: entrant.modelOrganization,
    question_set: questionSet,
    forecasts: questions.flatMap((one) => rowsOf(one, made, dueDate)),
  }
}

function rowsOf(
  one: BenchQuestion,
  made: ReadonlyMap<string, RoundForecast>,
  dueDate: string,
): ForecastSetRow[] {
  const { id, source } = one
  const find = (date: string | null) => made.get(JSON.stringify([source, id, date]))
  const dates = datesOf(one)
  if (dates === null) {
    const own = find(null)
    return own
      ? [{ id, source, forecast: own.probability, resolution_date: null, reasoning: own.reasoning }]
      : []
  }
  const known = dates
    .flatMap((date) => {
      const own = find(date)
      return own ? [{ days: daysBetween(dueDate, date), ...own }] : []
    })
    .sort((a, b) => a.days - b.days)
  if (known.length === 0) return []
  return dates.map((date) => {
    const own = find(date)
    const forecast = own?.probability ?? between(known, daysBetween(dueDate, date))
    const reasoning = own?.reasoning ?? 'Drawn between the forecasts of the dates before and after.'
    return { id, source, forecast, resolution_date: date, reasoning }
  })
}

function between(
  known: readonly { readonly days: number; readonly probability: number }[],
  days: number,
): number {
  const before = known.findLast((one) => one.days <= days) ?? known[0]
  const after = known.find((one) => one.days >= days) ?? known.at(-1)
  if (before === undefined || after === undefined) throw new TypeError('nothing to draw between')
  const span = Math.log1p(after.days) - Math.log1p(before.days)
  if (span <= 0) return before.probability
  const share = (Math.log1p(days) - Math.log1p(before.days)) / span
  return fromLogit((1 - share) * logit(before.probability) + share * logit(after.probability))
}

function daysBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / DAY_MS)
}

/** The share of a round's questions that have a forecast; the benchmark asks for 95 % of each kind. */
export function coverageOf(questions: readonly BenchQuestion[], { forecasts }: ForecastSet) {
  const answered = new Set(forecasts.map(({ source, id }) => JSON.stringify([source, id])))
  const share = (kind: readonly BenchQuestion[]) =>
    kind.length === 0
      ? null
      : kind.filter(({ source, id }) => answered.has(JSON.stringify([source, id]))).length / kind.length
  return {
    market: share(questions.filter((one) => datesOf(one) === null)),
    dataset: share(questions.filter((one) => datesOf(one) !== null)),
  }
}
