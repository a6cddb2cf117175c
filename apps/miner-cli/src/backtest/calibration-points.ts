import { wilsonInterval } from '@ig/scoring'
import type { ContestRow, Entry } from './contest.ts'

/** Forecasts of about the same probability. */
export interface CalibrationPoint {
  /** Mean probability. */
  readonly said: number
  /** Share that came true. */
  readonly came: number
  /** Wilson's 95 % interval of `came`, in which forecasts of one question count once. */
  readonly low: number
  readonly high: number
  readonly count: number
  readonly questions: number
}

const MOST_BINS = 10
/** With fewer questions in a group its share says nothing. */
const QUESTIONS_A_BIN = 6

/** What was said against what came true, in groups of equal size: ten at most, fewer where there are few questions. */
export function calibrationPoints(
  { probabilities }: Pick<Entry, 'probabilities'>,
  rows: readonly Pick<ContestRow, 'question' | 'outcome'>[],
): CalibrationPoint[] {
  const ordered = rows
    .flatMap(({ question, outcome }, index) => {
      const said = probabilities[index]
      return typeof said === 'number' ? [{ question, outcome, said }] : []
    })
    .toSorted((a, b) => a.said - b.said)
  const questions = new Set(ordered.map(({ question }) => question)).size
  const bins = Math.max(1, Math.min(MOST_BINS, Math.floor(questions / QUESTIONS_A_BIN)))
  const edge = (bin: number) => Math.floor((bin * ordered.length) / bins)
  return Array.from({ length: bins }, (_, bin) => ordered.slice(edge(bin), edge(bin + 1))).flatMap(
    (group) => {
      if (group.length === 0) return []
      const mean = (value: (one: (typeof group)[number]) => number) =>
        group.reduce((sum, one) => sum + value(one), 0) / group.length
      const came = mean(({ outcome }) => outcome)
      const questions = new Set(group.map(({ question }) => question)).size
      const interval = wilsonInterval(came * questions, questions)
      return [{ said: mean(({ said }) => said), came, ...interval, count: group.length, questions }]
    },
  )
}
