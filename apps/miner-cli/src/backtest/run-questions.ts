import { IgError } from '@ig/errors'
import type { Forecast, Question } from '@ig/forecaster'
import type { QuestionRow } from './question-row.ts'

/** A resolved question and what was forecast of it. */
export interface QuestionForecast {
  readonly row: QuestionRow
  readonly forecast: Forecast
}

/** What came of a run over questions. */
export interface QuestionsRun {
  /** In the order of the rows. */
  readonly forecasts: readonly QuestionForecast[]
  /** Questions without a forecast, by the code of what each failed with. */
  readonly failed: Readonly<Record<string, number>>
}

/** What would fail every question alike. */
const FATAL = new Set(['E_MODEL_PRICE', 'E_MODEL_SETTINGS', 'E_BUDGET', 'E_OPTIONS', 'E_INTERRUPTED'])

/**
 * Forecasts the questions, `atOnce` at a time, those that come first first. After an error that would fail every one
 * no more are begun; where none came through the first error is thrown.
 */
export async function runQuestions(
  rows: readonly QuestionRow[],
  {
    atOnce,
    make,
    onForecast,
  }: {
    readonly atOnce: number
    readonly make: (question: Question, row: QuestionRow) => Promise<Forecast>
    readonly onForecast: () => void
  },
): Promise<QuestionsRun> {
  const made = new Map<number, QuestionForecast>()
  const failed: Record<string, number> = {}
  const errors: unknown[] = []
  const queue = rows.entries()
  let isOver = false

  async function work(): Promise<void> {
    for (const [index, row] of queue) {
      if (isOver) fail('E_NOT_BEGUN')
      else await forecast(index, row)
    }
  }

  async function forecast(index: number, row: QuestionRow): Promise<void> {
    try {
      const one = { row, forecast: await make(asQuestion(row), row) }
      made.set(index, one)
      onForecast()
    } catch (error) {
      if (!IgError.isInstance(error)) throw error
      errors.push(error)
      fail(error.code)
      isOver ||= FATAL.has(error.code)
    }
  }

  function fail(code: string): void {
    failed[code] = (failed[code] ?? 0) + 1
  }

  await Promise.all(Array.from({ length: atOnce }, work))
  if (made.size === 0 && errors.length > 0) throw errors[0]
  const forecasts = [...made].toSorted(([a], [b]) => a - b).map(([, one]) => one)
  return { forecasts, failed }
}

/** The question as the forecaster is asked it. The crowd's price is the market's, so that no venue is asked for it. */
export function asQuestion({ id, question, background, asOf, cutoff, crowd, source }: QuestionRow): Question {
  return {
    id,
    question,
    asOf: new Date(asOf),
    ...(background && { background }),
    ...(cutoff && { cutoff: new Date(cutoff) }),
    ...(source && { marketType: source }),
    ...(typeof crowd === 'number' && { market: crowd }),
  }
}
