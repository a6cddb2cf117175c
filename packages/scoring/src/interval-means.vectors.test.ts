import { describe, expect, test } from 'vitest'
import { intervalMeans } from './interval-means.ts'
import { intervalStartMs } from './intervals.ts'
import { expectClose, minutesToMs, vectorFiles } from './testing/vectors.ts'

describe.each(vectorFiles<MeanVectors>(/^interval_mean.*\.json$/))('$name', ({ data }) => {
  test.each(data.cases.map((value, index) => ({ index, ...value })))(
    'case $index',
    ({ submissions, expected }) => {
      const means = intervalMeans(
        submissions.map(([minutes, probability]) => ({ atMs: minutesToMs(minutes), probability })),
      )
      expect(means).toHaveLength(expected.length)
      for (const [i, row] of expected.entries()) {
        const mean = means[i]
        if (!mean) throw new Error(`No mean for interval ${i}.`)
        expect(intervalStartMs(mean.interval)).toBe(minutesToMs(row.interval_start))
        expect(mean.count).toBe(row.count)
        expectClose(mean.probability, row.agg)
        if (row.latest !== undefined) expectClose(mean.latest, row.latest)
      }
    },
  )
})

interface MeanVectors {
  cases: {
    submissions: [minutes: number, probability: number][]
    expected: { interval_start: number; agg: number; count: number; latest?: number }[]
  }[]
}
