import fc from 'fast-check'
import { expect, test } from 'vitest'
import { INTERVAL_EPOCH_MS, INTERVAL_MS } from './intervals.ts'
import { peerScores } from './peer-scores.ts'

const COUNT = 4
const event = {
  registeredAtMs: INTERVAL_EPOCH_MS,
  cutoffMs: INTERVAL_EPOCH_MS + COUNT * INTERVAL_MS,
  resolvedAtMs: INTERVAL_EPOCH_MS + 9 * INTERVAL_MS,
  outcome: 1,
} as const
const IDS = ['a', 'b', 'c', 'd']
const forecasters = IDS.map((id) => ({ id, registeredAtMs: 0 }))

const anyPredictions = fc
  .array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: IDS.length * COUNT,
    maxLength: IDS.length * COUNT,
  })
  .map((values) =>
    values.flatMap((probability, i) =>
      probability === null
        ? []
        : [{ id: IDS[i % IDS.length] as string, interval: Math.floor(i / IDS.length), probability }],
    ),
  )
  // An event without any is discarded.
  .filter((predictions) => predictions.length > 0)

function scoreOf(
  id: string,
  predictions: Parameters<typeof peerScores>[0]['predictions'],
  outcome: 0 | 1 = 1,
): number {
  const score = peerScores({ event: { ...event, outcome }, forecasters, predictions })?.scores.find(
    (row) => row.id === id,
  )
  if (!score) throw new Error(`No score for ${id}.`)
  return score.peerScore
}

test('what one gains on the others they lose: scores of all sum to nothing', () => {
  fc.assert(
    fc.property(anyPredictions, (predictions) => {
      const total = IDS.reduce((sum, id) => sum + scoreOf(id, predictions), 0)
      expect(Math.abs(total)).toBeLessThan(1e-9)
    }),
  )
})

test('a higher probability of what happened never scores lower', () => {
  const probability = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(anyPredictions, probability, probability, (predictions, one, other) => {
      const others = predictions.filter(({ id }) => id !== 'a')
      const withAnswer = (value: number) => [...others, { id: 'a', interval: 0, probability: value }]
      const [low, high] = [Math.min(one, other), Math.max(one, other)]
      const gap = scoreOf('a', withAnswer(high)) - scoreOf('a', withAnswer(low))
      expect(gap).toBeGreaterThanOrEqual(-1e-9)
    }),
  )
})

test('it is proper where all others answer: no report does better in expectation than the truth', () => {
  const inside = fc.double({ min: 0.01, max: 0.99, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(inside, { minLength: 12, maxLength: 12 }),
      inside,
      inside,
      (values, truth, report) => {
        const others = values.map((probability, i) => ({
          id: IDS[1 + (i % 3)] as string,
          interval: Math.floor(i / 3),
          probability,
        }))
        const expected = expectationOf(others, truth)
        expect(expected(truth)).toBeGreaterThanOrEqual(expected(report) - 1e-9)
      },
    ),
  )
})

test('it is not proper where others are silent, for what is put in for them follows what is said', () => {
  const expected = expectationOf([{ id: 'd', interval: 0, probability: 0.2 }], 0.1)
  expect(expected(0.09)).toBeGreaterThan(expected(0.1))
})

test('the order of the forecasters and of their predictions does not matter', () => {
  fc.assert(
    fc.property(anyPredictions, (predictions) => {
      const scores = (result: ReturnType<typeof peerScores>) =>
        new Map(result?.scores.map(({ id, peerScore }) => [id, peerScore]))
      const one = scores(peerScores({ event, forecasters, predictions }))
      const other = scores(
        peerScores({ event, forecasters: forecasters.toReversed(), predictions: predictions.toReversed() }),
      )
      for (const id of IDS) expect(other.get(id)).toBeCloseTo(one.get(id) as number, 12)
    }),
  )
})

test('an event that nobody answered is discarded', () => {
  expect(peerScores({ event, forecasters, predictions: [] })).toBeNull()
})

test('silence is worse than the mean of the others', () => {
  const others = ['b', 'c', 'd'].map((id, i) => ({ id, interval: 0, probability: 0.3 + i / 5 }))
  expect(scoreOf('a', others)).toBeLessThan(
    scoreOf('a', [...others, { id: 'a', interval: 0, probability: 0.5 }]),
  )
})

test('one NaN does not spoil the scores of all: it is refused', () => {
  expect(() => scoreOf('a', [{ id: 'b', interval: 0, probability: Number.NaN }])).toThrow(
    expect.objectContaining({ code: 'E_PROBABILITY' }),
  )
})

/** What the first forecaster can expect of a report in every interval, where YES has a chance of `truth`. */
function expectationOf(
  others: Parameters<typeof peerScores>[0]['predictions'],
  truth: number,
): (report: number) => number {
  return (report) => {
    const own = IDS.map((_, interval) => ({ id: 'a', interval, probability: report }))
    const of = (outcome: 0 | 1) => scoreOf('a', [...others, ...own], outcome)
    return truth * of(1) + (1 - truth) * of(0)
  }
}
