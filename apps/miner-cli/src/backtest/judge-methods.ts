import { type AppliedMethods, applyMethods } from './apply-methods.ts'
import type { JudgedRow, Method } from './method.ts'
import { type Score, scoreProbabilities } from './score-probabilities.ts'

/** What methods are worth. */
export interface Judgement extends Pick<AppliedMethods, 'fittedOn' | 'selected'> {
  readonly n: number
  readonly questions: number
  readonly methods: Readonly<Record<string, Score>>
}

/** Judges methods on rows: `applyMethods`, and the score of each. */
export function judgeMethods<Row extends JudgedRow>(
  methods: readonly Method<Row>[],
  rows: readonly Row[],
  fitRows: readonly Row[] | null,
): Judgement {
  const { applied, fittedOn, selected } = applyMethods(methods, rows, fitRows)
  return {
    n: rows.length,
    questions: new Set(rows.map(({ question }) => question)).size,
    fittedOn,
    methods: Object.fromEntries(
      applied.map(({ name, probabilities }) => [name, scoreProbabilities(probabilities, rows)]),
    ),
    selected,
  }
}
