import { brierScore, calibrationRms, logScore, type ResolvedForecast } from '@ig/scoring'
import { crossPredict } from './cross-predict.ts'
import type { JudgedRow, Method } from './method.ts'

/** Means over the rows that a method could judge. */
export interface MethodScore {
  readonly n: number
  readonly brier: number
  /** Mean ln of the probability of what happened, clipped to [0.001, 0.999]. */
  readonly logScore: number
  /** Over 10 bins of equal mass. */
  readonly calibrationRms: number
}

/** What a backtest found. */
export interface Judgement {
  readonly n: number
  readonly questions: number
  /**
   * `file`: fitted on the other file alone; `cross-validation`: each row by a fit on other questions of the same
   * file; null where nothing was fitted.
   */
  readonly fittedOn: 'file' | 'cross-validation' | null
  readonly methods: Readonly<Record<string, MethodScore>>
  /** The best by Brier score where it was fitted, never by the rows that are judged when there is a file to fit on. */
  readonly selected: { readonly withoutCrowd: string | null; readonly withCrowd: string | null }
}

const LOG_CLIP = 0.001

/**
 * Judges methods on rows. What is fitted is fitted on `fitRows` alone; without them, by ten-fold cross-validation by
 * question, so that no question helps to forecast itself.
 */
export function judgeMethods<Row extends JudgedRow>(
  methods: readonly Method<Row>[],
  rows: readonly Row[],
  fitRows: readonly Row[] | null,
): Judgement {
  const possible = methods.filter((method) => usableRows(method, rows).length > 0)
  const scores = possible.map((method) => [method.name, scoreOf(forecastsOf(method, rows, fitRows))] as const)
  const selectOn = fitRows ?? rows
  return {
    n: rows.length,
    questions: new Set(rows.map(({ question }) => question)).size,
    fittedOn: possible.every(({ fit }) => fit === null)
      ? null
      : fitRows === null
        ? 'cross-validation'
        : 'file',
    methods: Object.fromEntries(scores),
    selected: {
      withoutCrowd: bestOf(
        possible.filter(({ usesCrowd }) => !usesCrowd),
        selectOn,
      ),
      withCrowd: bestOf(
        possible.filter(({ usesCrowd }) => usesCrowd),
        selectOn,
      ),
    },
  }
}

function forecastsOf<Row extends JudgedRow>(
  method: Method<Row>,
  rows: readonly Row[],
  fitRows: readonly Row[] | null,
): ResolvedForecast[] {
  const usable = usableRows(method, rows)
  if (method.fit !== null && fitRows === null) return crossPredict(method.fit, usable)
  const apply = method.fit === null ? method.apply : method.fit(usableRows(method, fitRows ?? []))
  return usable.map((row) => ({ probability: apply(row), outcome: row.outcome }))
}

function bestOf<Row extends JudgedRow>(methods: readonly Method<Row>[], rows: readonly Row[]): string | null {
  const ranked = methods
    .filter((method) => usableRows(method, rows).length > 0)
    .map((method) => ({ name: method.name, brier: scoreOf(forecastsOf(method, rows, null)).brier }))
    .toSorted((a, b) => a.brier - b.brier)
  return ranked[0]?.name ?? null
}

function usableRows<Row extends JudgedRow>({ usesCrowd }: Method<Row>, rows: readonly Row[]): readonly Row[] {
  return usesCrowd ? rows.filter(({ crowd }) => typeof crowd === 'number') : rows
}

function scoreOf(forecasts: readonly ResolvedForecast[]): MethodScore {
  const mean = (value: (forecast: ResolvedForecast) => number) =>
    forecasts.reduce((sum, forecast) => sum + value(forecast), 0) / forecasts.length
  return {
    n: forecasts.length,
    brier: mean(({ probability, outcome }) => brierScore(probability, outcome)),
    logScore: mean(({ probability, outcome }) => logScore(probability, outcome, LOG_CLIP)),
    calibrationRms: calibrationRms(forecasts),
  }
}
