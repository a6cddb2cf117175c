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

function scoreOf(id: string, predictions: Parameters<typeof peerScores>[0]['predictions']): number {
  const score = peerScores({ event, forecasters, predictions })?.scores.find((row) => row.id === id)
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
