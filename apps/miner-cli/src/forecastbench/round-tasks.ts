import type { Question } from '@ig/forecaster'
import { type BenchQuestion, datesOf, freezePrice } from './question-set.ts'

const DAY_MS = 86_400_000

/** One forecast to be made: a market question, or a dataset question for one of its dates. */
export interface RoundTask {
  /** Tells it apart in a run that goes on. */
  readonly key: string
  readonly id: string
  readonly source: string
  /** Null for a market question. */
  readonly resolutionDate: string | null
  readonly question: Question
}

/**
 * The forecasts of a round. The moment of each is that of its due date; a round of today is asked as of now.
 *
 * @param datesAsked how many dates of a dataset question are asked; the others are drawn between them
 */
export function roundTasks(
  questions: readonly BenchQuestion[],
  {
    dueDate,
    datesAsked,
    nowMs,
  }: { readonly dueDate: string; readonly datesAsked: number; readonly nowMs: number },
): RoundTask[] {
  const dueMs = Date.parse(dueDate)
  const isToday = nowMs >= dueMs && nowMs < dueMs + DAY_MS
  const asOf = new Date(isToday ? nowMs : Math.min(dueMs, nowMs))
  return questions.flatMap((one) => {
    const dates = datesOf(one)
    const asked = dates === null ? [null] : spreadDates(dates, datesAsked)
    return asked.map((date) => taskOf(one, { date, dueDate, asOf }))
  })
}

/** The first, the last and what lies evenly between, as many as asked for. */
export function spreadDates(dates: readonly string[], count: number): string[] {
  const ordered = [...dates].sort()
  if (count >= ordered.length) return ordered
  if (count === 1) return ordered.slice(0, 1)
  const step = (ordered.length - 1) / (count - 1)
  return Array.from({ length: count }, (_, index) => ordered[Math.round(index * step)] as string)
}

function taskOf(
  one: BenchQuestion,
  about: { readonly date: string | null; readonly dueDate: string; readonly asOf: Date },
): RoundTask {
  const { date, dueDate, asOf } = about
  const fill = (text: string) =>
    text.replaceAll('{resolution_date}', date ?? dueDate).replaceAll('{forecast_due_date}', dueDate)
  const cutoff = cutoffOf(one, date)
  const price = freezePrice(one)
  return {
    key: JSON.stringify([one.source, one.id, date]),
    id: one.id,
    source: one.source,
    resolutionDate: date,
    question: {
      id: one.id,
      question: fill(one.question),
      background: backgroundOf(one, fill),
      asOf,
      marketType: one.source,
      ...(cutoff !== null && cutoff > asOf && { cutoff }),
      ...(price !== null && { market: price }),
      // What is measured in a series has no market; null asks none.
      ...(date !== null && { market: null }),
    },
  }
}

/** A value of a day is known when that day is over. */
function cutoffOf({ market_info_close_datetime: closes }: BenchQuestion, date: string | null): Date | null {
  const ms = date === null ? Date.parse(closes ?? '') : Date.parse(date) + DAY_MS
  return Number.isNaN(ms) ? null : new Date(ms)
}

function backgroundOf(one: BenchQuestion, fill: (text: string) => string): string {
  const { freeze_datetime_value: value, freeze_datetime_value_explanation: means } = one
  // A market's price is weighed with the forecast, not shown to the model that makes it.
  const isSeries = datesOf(one) !== null && value !== null
  return [
    one.resolution_criteria,
    one.market_info_resolution_criteria,
    one.background,
    isSeries ? `Last known value: ${value}.${means === null ? '' : ` That is: ${means}`}` : null,
  ]
    .filter((part) => part !== null)
    .map(fill)
    .join('\n\n')
}
