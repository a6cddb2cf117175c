import { z } from 'zod'
import { readBenchFile } from './bench-file.ts'

/** Where nothing is known the benchmark writes this. */
const NOTHING = 'N/A'

const text = z
  .string()
  .nullish()
  .transform((value) => (value === NOTHING || !value?.trim() ? null : value.trim()))
const date = z.iso.date()

const question = z.object({
  /** Of a combination of questions the ids of both. */
  id: z.union([z.string().min(1), z.array(z.string())]),
  source: z.string().min(1),
  question: z.string().min(1),
  resolution_criteria: text,
  background: text,
  market_info_close_datetime: text,
  market_info_resolution_criteria: text,
  freeze_datetime_value: text,
  freeze_datetime_value_explanation: text,
  source_intro: text,
  /** A list for dataset questions. */
  resolution_dates: z.union([z.array(date).min(1), z.string(), z.null()]).optional(),
})

const questionSet = z.object({
  forecast_due_date: date,
  question_set: z.string().min(1),
  questions: z.array(question).min(1),
})

/** A round's questions as published. */
export type QuestionSet = z.output<typeof questionSet>

/** A question of a single thing. */
export type BenchQuestion = Omit<QuestionSet['questions'][number], 'id'> & { readonly id: string }

/** Reads a question set. Throws E_FORECASTBENCH_FILE. */
export function readQuestionSet(path: string): QuestionSet {
  return readBenchFile(path, questionSet)
}

/** The questions that stand for themselves; combinations are asked no more since 2025-10-26. */
export function singleQuestions({ questions }: QuestionSet): {
  readonly single: readonly BenchQuestion[]
  readonly combinations: number
} {
  const single = questions.flatMap((one) => (typeof one.id === 'string' ? [{ ...one, id: one.id }] : []))
  return { single, combinations: questions.length - single.length }
}

/** The dates for which a dataset question is asked; null for a market's. */
export function datesOf({
  resolution_dates: dates,
}: Pick<BenchQuestion, 'resolution_dates'>): string[] | null {
  return Array.isArray(dates) ? dates : null
}

/** The market's price or the crowd's forecast at the freeze; null where a question has none. */
export function freezePrice(one: BenchQuestion): number | null {
  const value = Number(one.freeze_datetime_value ?? Number.NaN)
  return datesOf(one) === null && value >= 0 && value <= 1 ? value : null
}
