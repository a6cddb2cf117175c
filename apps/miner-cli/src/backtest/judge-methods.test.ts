import { expect, test } from 'vitest'
import { judgeMethods } from './judge-methods.ts'
import { marketMethods } from './market-methods.ts'
import type { Method } from './method.ts'
import { predictionMethods } from './prediction-methods.ts'
import type { PredictionRow } from './prediction-row.ts'

/** Two models, the second of which is half as bold as it should be; the crowd knows best. */
const rows: PredictionRow[] = Array.from({ length: 600 }, (_, index) => {
  const truth = ((index * 13) % 100) / 100 + 0.005
  const shy = 0.5 + (truth - 0.5) / 2
  return {
    question: `question ${index >> 1}`,
    crowd: truth,
    base: [((index * 29) % 100) / 100],
    finetuned: [shy, shy],
    finetuned_other: [],
    outcome: (index * 61) % 600 < truth * 600 ? 1 : 0,
  }
})

test('scores the crowd as anyone would', () => {
  const { methods, n, questions } = judgeMethods(predictionMethods, rows, null)
  const brier = rows.reduce((sum, row) => sum + ((row.crowd as number) - row.outcome) ** 2, 0) / rows.length
  expect(methods.crowd?.brier).toBeCloseTo(brier, 12)
  expect({ n, questions }).toEqual({ n: 600, questions: 300 })
})

test('what is fitted beats what is not, and is chosen', () => {
  const { methods, selected } = judgeMethods(predictionMethods, rows, null)
  expect(methods.groupedLogit?.brier).toBeLessThan(methods.mean?.brier as number)
  expect(methods.groupedLogit?.calibrationRms).toBeLessThan(methods.mean?.calibrationRms as number)
  expect(selected.withoutCrowd).toBe('groupedLogit')
  expect(['crowd', 'logisticWithCrowd', 'groupedWithCrowd']).toContain(selected.withCrowd)
})

test('with a file to fit on, the outcomes that are judged change neither fit nor choice', () => {
  const [fitRows, judged] = [rows.slice(0, 300), rows.slice(300)]
  const turned = judged.map((row) => ({ ...row, outcome: (1 - row.outcome) as 0 | 1 }))
  const seen: number[][] = []
  const spies: Method<PredictionRow>[] = predictionMethods.map((method) =>
    method.fit === null
      ? method
      : {
          ...method,
          fit: (given) => {
            const apply = method.fit(given)
            return (row) => {
              const probability = apply(row)
              seen.push([probability])
              return probability
            }
          },
        },
  )
  const straight = judgeMethods(spies, judged, fitRows)
  const forecasts = seen.splice(0)
  const reversed = judgeMethods(spies, turned, fitRows)
  expect(seen).toEqual(forecasts)
  expect(reversed.selected).toEqual(straight.selected)
  expect(reversed.methods.platt?.brier).not.toBeCloseTo(straight.methods.platt?.brier as number, 3)
})

test('no question helps to forecast itself in cross-validation', () => {
  const known: Method<PredictionRow> = {
    name: 'memory',
    usesCrowd: false,
    fit: (given) => {
      const outcomes = new Map(given.map(({ question, outcome }) => [question, outcome]))
      return ({ question }) => outcomes.get(question) ?? 0.5
    },
  }
  expect(judgeMethods([known], rows, null).methods.memory?.brier).toBe(0.25)
})

test('the same rows in another order give the same figures', () => {
  const straight = judgeMethods(predictionMethods, rows, null)
  const reversed = judgeMethods(predictionMethods, rows.toReversed(), null)
  for (const [name, score] of Object.entries(straight.methods)) {
    expect(reversed.methods[name]?.brier).toBeCloseTo(score.brier, 9)
  }
})

test('rows without a crowd are judged by the methods that do without', () => {
  const { methods, selected } = judgeMethods(
    predictionMethods,
    rows.map((row) => ({ ...row, crowd: null })),
    null,
  )
  expect(Object.keys(methods)).not.toContain('crowd')
  expect(selected.withCrowd).toBeNull()
})

test('the price is judged as it is and as what it is worth', () => {
  const questions = rows.map((row, index) => ({
    id: `${index}`,
    question: row.question,
    asOf: '2026-01-01T00:00:00Z',
    cutoff: '2026-01-31T00:00:00Z',
    crowd: row.crowd as number,
    source: 'polymarket',
    outcome: row.outcome,
  }))
  const shipped = judgeMethods(marketMethods({ isFitted: false }), questions, null)
  expect(shipped.fittedOn).toBeNull()
  expect(Object.keys(shipped.methods)).toEqual(['marketRaw', 'marketCalibrated'])
  const fitted = judgeMethods(marketMethods({ isFitted: true }), questions, questions)
  expect(fitted.fittedOn).toBe('file')
  // These prices are the truth: a fit finds little to mend, where the shipped one bends them.
  expect(fitted.methods.marketCalibrated?.brier).toBeLessThan(
    shipped.methods.marketCalibrated?.brier as number,
  )
})
