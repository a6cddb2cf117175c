import { z } from 'zod'
import { predictionRow } from '../backtest/prediction-row.ts'
import { questionRow } from '../backtest/question-row.ts'
import { readRows } from '../backtest/read-rows.ts'
import type { FitRow } from './fit-row.ts'

const DAY_MS = 86_400_000
const probability = z.number().min(0).max(1)

/** A line of the `forecasts.jsonl` that a backtest leaves. */
const forecastRow = z.looseObject({
  id: z.string().min(1),
  asOf: z.iso.datetime(),
  cutoff: z.string().nullish(),
  source: z.string().nullish(),
  outcome: z.literal([0, 1]),
  crowd: probability.nullish(),
  forecast: z.looseObject({ samples: z.array(z.looseObject({ probability })) }),
})

const fromForecast = forecastRow.transform((row): FitRow => {
  const samples = row.forecast.samples.map((one) => one.probability)
  return { ...aboutPrice(row), question: row.id, outcome: row.outcome, samples }
})

const fromPrediction = predictionRow.transform(
  ({ question, outcome, crowd, base, finetuned, finetuned_other }): FitRow => ({
    question,
    outcome,
    samples: [...base, ...finetuned, ...finetuned_other],
    price: crowd ?? null,
    horizonDays: null,
    venue: null,
    marketType: null,
  }),
)

const fromQuestion = questionRow.transform(
  (row): FitRow => ({ ...aboutPrice(row), question: row.question, outcome: row.outcome, samples: [] }),
)

/** By what only rows of that kind have. */
const anyRow = z.looseObject({}).transform((row, context): FitRow => {
  const kind = 'forecast' in row ? fromForecast : 'asOf' in row ? fromQuestion : fromPrediction
  const parsed = kind.safeParse(row)
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message })
  return z.NEVER
})

/**
 * The rows of a file to fit on: stored predictions, priced questions, or the forecasts of a backtest, a JSON object a
 * line. Throws E_BACKTEST_FILE with the line and the field of the first bad row.
 */
export function readFitFileRows(file: string): FitRow[] {
  return readRows(file, anyRow)
}

function aboutPrice(row: {
  readonly asOf: string
  readonly cutoff?: string | null | undefined
  readonly crowd?: number | null | undefined
  readonly source?: string | null | undefined
}): Pick<FitRow, 'price' | 'horizonDays' | 'venue' | 'marketType'> {
  const { asOf, cutoff, crowd = null, source } = row
  const days = cutoff ? Math.max(0, (Date.parse(cutoff) - Date.parse(asOf)) / DAY_MS) : null
  const venue = source?.toLowerCase() ?? null
  return { price: crowd, horizonDays: days, venue, marketType: venue }
}
