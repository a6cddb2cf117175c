import { describe, expect, test } from 'vitest'
import { seedBrierScore } from './brier-score.ts'
import type { Outcome } from './outcome.ts'
import { expectClose, vectorFiles } from './testing/vectors.ts'

describe.each(vectorFiles<SeedVectors>(/^seed_brier.*\.json$/))('$name', ({ data }) => {
  test(`${data.cases.length} scores`, () => {
    for (const [probability, outcome, expected] of data.cases) {
      expectClose(seedBrierScore(probability, outcome), expected)
    }
    expect(data.cases.length).toBeGreaterThan(0)
  })
})

interface SeedVectors {
  cases: [probability: number | null, outcome: Outcome, score: number][]
}
