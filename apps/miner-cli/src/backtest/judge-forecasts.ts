import { type Judgement, judgeMethods } from './judge-methods.ts'
import { marketMethods } from './market-methods.ts'
import type { Method } from './method.ts'
import { predictionMethods } from './prediction-methods.ts'
import { type PredictionRow, predictionRow } from './prediction-row.ts'
import type { QuestionRow } from './question-row.ts'
import type { QuestionForecast } from './run-questions.ts'

type ForecastRow = QuestionRow & { readonly probability: number }

/** The forecast itself, blended with the market where there is one. */
const FORECAST: Method<ForecastRow> = {
  name: 'forecast',
  usesCrowd: false,
  fit: null,
  apply: ({ probability }) => probability,
}

/** Samples of one forecaster are one group. */
const GROUPED = /^grouped/
/** Below this a fit by cross-validation says nothing. */
const MIN_QUESTIONS_TO_FIT = 20

/**
 * Judges forecasts of resolved questions: the forecast itself, its samples put together in other ways, the price and
 * what that is worth. What needs samples is judged on the forecasts that have some. Selected are ways to put samples
 * together, never the forecast.
 *
 * @param fitRows stored predictions to fit on; without them, cross-validation by question
 */
export function judgeForecasts(
  forecasts: readonly QuestionForecast[],
  fitRows: readonly PredictionRow[] | null,
): Judgement {
  const rows = forecasts.map(({ row, forecast }) => ({ ...row, probability: forecast.probability }))
  const own = judgeMethods<ForecastRow>([FORECAST, ...marketMethods({ isFitted: false })], rows, null)
  const sampled = forecasts.flatMap(asPrediction)
  if (sampled.length === 0) return { ...own, selected: { withoutCrowd: null, withCrowd: null } }
  const canFit =
    fitRows !== null || new Set(sampled.map(({ question }) => question)).size >= MIN_QUESTIONS_TO_FIT
  const methods = predictionMethods.filter(({ name, fit }) => !GROUPED.test(name) && (fit === null || canFit))
  const bySamples = judgeMethods(methods, sampled, fitRows)
  return {
    ...own,
    fittedOn: bySamples.fittedOn,
    methods: { ...own.methods, ...bySamples.methods },
    selected: bySamples.selected,
  }
}

function asPrediction({ row, forecast }: QuestionForecast): PredictionRow[] {
  const { question, crowd = null, outcome } = row
  const base = forecast.samples.map(({ probability }) => probability)
  const parsed = predictionRow.safeParse({ question, crowd, outcome, base })
  return parsed.success ? [parsed.data] : []
}
