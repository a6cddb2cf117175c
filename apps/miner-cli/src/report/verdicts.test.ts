import { expect, test } from 'vitest'
import type { ContestReport } from '../backtest/judge-contest.ts'
import { verdicts } from './verdicts.ts'

const verdictOf = (difference: { mean: number; low: number; high: number; questions: number }) => {
  const report: unknown = {
    subjects: ['mine'],
    market: 'crowd',
    first: null,
    paper: null,
    methods: { mine: { brier: 0.2, brierInterval: { low: 0.1, high: 0.3 } } },
    differences: { mine: { crowd: difference } },
  }
  return verdicts(report as ContestReport)[0]
}

test('says who is better where the interval has one sign, and nothing of a handful of questions', () => {
  const better = { mean: -0.02, low: -0.03, high: -0.01, questions: 10 }
  expect(verdictOf(better)).toMatch(/, better than crowd by 0\.0200 \(0\.0100 to 0\.0300\)$/)
  expect(verdictOf({ ...better, high: 0.01 })).toMatch(/, not to be told from crowd/)
  // A single question gives an interval without width, which would prove anything.
  expect(verdictOf({ mean: -0.02, low: -0.02, high: -0.02, questions: 1 })).toMatch(
    /, too few questions \(1\) to be told from crowd$/,
  )
})
