import type { PriceCalibration } from '@ig/markets'
import { applyMethods } from './apply-methods.ts'
import { baselineMethods } from './baseline-methods.ts'
import type { Contest, Entry } from './contest.ts'
import { marketMethods } from './market-methods.ts'
import { predictionMethods } from './prediction-methods.ts'
import type { PredictionRow } from './prediction-row.ts'
import type { QuestionRow } from './question-row.ts'

/** Ways to put stored predictions together, side by side. */
export function predictionsContest(
  rows: readonly PredictionRow[],
  fitRows: readonly PredictionRow[] | null,
): Contest {
  const { applied, fittedOn, selected } = applyMethods(
    [...predictionMethods, ...baselineMethods],
    rows,
    fitRows,
  )
  const entries = applied.map((one) => ({ ...one, costUsd: null }))
  const market = nameIn(entries, 'crowd')
  const paper = nameIn(entries, 'trimmedMean')
  const chosen = [selected.withoutCrowd, selected.withCrowd].filter((name) => name !== null)
  const subjects = chosen.filter((name) => name !== market && name !== paper)
  return { rows, entries, fittedOn, selected, subjects, market, paper, first: null }
}

/** The market's price as it is, and what it is worth by `inUse` where nothing is fitted here. */
export function marketContest(
  rows: readonly QuestionRow[],
  fitRows: readonly QuestionRow[] | null,
  inUse: PriceCalibration,
): Contest {
  const methods = [...marketMethods({ isFitted: fitRows !== null, inUse }), ...baselineMethods]
  const { applied, fittedOn, selected } = applyMethods(methods, rows, fitRows)
  const entries = applied.map((one) => ({ ...one, costUsd: 0 }))
  const subjects = entries.flatMap(({ name }) => (name === 'marketCalibrated' ? [name] : []))
  return {
    rows,
    entries,
    fittedOn,
    selected,
    subjects,
    market: nameIn(entries, 'marketRaw'),
    paper: null,
    first: null,
  }
}

function nameIn(entries: readonly Entry[], name: string): string | null {
  return entries.some((entry) => entry.name === name) ? name : null
}
