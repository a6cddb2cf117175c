import { crossPredict } from './cross-predict.ts'
import type { JudgedRow, Method } from './method.ts'
import { meanBrier } from './score-probabilities.ts'

/** What a method says of each row, in the rows' order; null of a row that it cannot judge. */
export interface Applied {
  readonly name: string
  readonly probabilities: readonly (number | null)[]
}

/** What methods say of rows, and which of them is to be used. */
export interface AppliedMethods {
  /** Those that can judge a row at least. */
  readonly applied: readonly Applied[]
  /**
   * `file`: fitted on the other file alone; `cross-validation`: each row by a fit on other questions of the same
   * file; null where nothing was fitted.
   */
  readonly fittedOn: 'file' | 'cross-validation' | null
  /** The best by Brier score where it was fitted, never by the rows that are judged when there is a file to fit on. */
  readonly selected: { readonly withoutCrowd: string | null; readonly withCrowd: string | null }
}

/**
 * Applies methods to rows. What is fitted is fitted on `fitRows` alone; without them, by ten-fold cross-validation by
 * question, so that no question helps to forecast itself.
 */
export function applyMethods<Row extends JudgedRow>(
  methods: readonly Method<Row>[],
  rows: readonly Row[],
  fitRows: readonly Row[] | null,
): AppliedMethods {
  const possible = methods.filter((method) => isUsable(method, rows))
  const applied = possible.map((method) => apply(method, rows, fitRows))
  const isFitted = possible.some(({ fit, isBaseline }) => fit !== null && !isBaseline)
  const candidates =
    fitRows === null
      ? applied
      : possible.filter((method) => isUsable(method, fitRows)).map((method) => apply(method, fitRows, null))
  const select = (usesCrowd: boolean) => {
    const names = new Set(
      possible
        .filter((method) => method.usesCrowd === usesCrowd && !method.isBaseline)
        .map(({ name }) => name),
    )
    return bestOf(
      candidates.filter(({ name }) => names.has(name)),
      fitRows ?? rows,
    )
  }
  return {
    applied,
    fittedOn: !isFitted ? null : fitRows === null ? 'cross-validation' : 'file',
    selected: { withoutCrowd: select(false), withCrowd: select(true) },
  }
}

function apply<Row extends JudgedRow>(
  method: Method<Row>,
  rows: readonly Row[],
  fitRows: readonly Row[] | null,
): Applied {
  const usable = rows.filter((row) => canJudge(method, row))
  const said = probabilitiesOf(method, usable, fitRows)
  let next = 0
  const probabilities = rows.map((row) => (canJudge(method, row) ? (said[next++] as number) : null))
  return { name: method.name, probabilities }
}

function probabilitiesOf<Row extends JudgedRow>(
  method: Method<Row>,
  rows: readonly Row[],
  fitRows: readonly Row[] | null,
): readonly number[] {
  if (method.fit === null) return rows.map(method.apply)
  if (fitRows === null) return crossPredict(method.fit, rows)
  return rows.map(method.fit(fitRows.filter((row) => canJudge(method, row))))
}

function bestOf(candidates: readonly Applied[], rows: readonly JudgedRow[]): string | null {
  const ranked = candidates
    .map(({ name, probabilities }) => ({ name, brier: meanBrier(probabilities, rows) }))
    .toSorted((a, b) => a.brier - b.brier)
  return ranked[0]?.name ?? null
}

function isUsable<Row extends JudgedRow>(method: Method<Row>, rows: readonly Row[]): boolean {
  return rows.some((row) => canJudge(method, row))
}

function canJudge<Row extends JudgedRow>({ usesCrowd }: Method<Row>, { crowd }: Row): boolean {
  return !usesCrowd || typeof crowd === 'number'
}
