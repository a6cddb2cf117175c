import { expect, test } from 'vitest'
import { sampleContest } from '../report/testing/sample-contest.ts'
import { subnetScores } from './subnet-scores.ts'

const contest = sampleContest()
const oracle = {
  ...contest,
  entries: [
    ...contest.entries,
    {
      name: 'oracle',
      probabilities: contest.rows.map(({ outcome }) => (outcome === 1 ? 0.999 : 0.001)),
      costUsd: 0,
    },
    { name: 'silent', probabilities: contest.rows.map(() => null), costUsd: 0 },
  ],
}

test('who knows the outcome ends first by all rules, who is silent earns nothing, and the market ties with its copiers', () => {
  const scores = subnetScores(oracle, ['oracle', 'marketRaw', 'silent'], { seed: 1, seasons: 2 })
  for (const [generation, methods] of Object.entries(scores?.generations ?? {})) {
    expect({ generation, rank: methods.oracle?.rank.mean }).toEqual({ generation, rank: 1 })
    expect(methods.oracle?.share.mean).toBeGreaterThan(1 / 64)
    expect(methods.silent?.share.mean).toBe(0)
  }
  expect(scores?.generations.marketRelative.marketRaw?.score).toEqual({ mean: 0, low: 0, high: 0 })
})

test('the same seed plays the same seasons', () => {
  const play = (seed: number) => subnetScores(contest, ['fast'], { seed, seasons: 2 })
  expect(play(4)).toEqual(play(4))
  expect(play(4)?.generations.axon).not.toEqual(play(5)?.generations.axon)
})

test('without a price there is nothing to play', () => {
  expect(subnetScores({ ...contest, market: null }, ['fast'], { seed: 1 })).toBeNull()
})
