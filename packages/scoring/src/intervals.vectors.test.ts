import { describe, expect, test } from 'vitest'
import { intervalWeight } from './intervals.ts'
import { expectClose, vectorFiles } from './testing/vectors.ts'

describe.each(vectorFiles<WeightVectors>(/^weights.*\.json$/))('$name', ({ data }) => {
  test.each(data.weights)('%i intervals', (count, expected) => {
    for (const [position, weight] of expected.entries()) expectClose(intervalWeight(position, count), weight)
    expect(expected).toHaveLength(count)
  })
})

interface WeightVectors {
  weights: [count: number, weights: number[]][]
}
