import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createValidatorLabels } from './validator-labels.ts'

const DAY_MS = 24 * 3_600_000

test('each validator has its label, strangers one together, and there are never more than 66', () => {
  const calls = fc.array(
    fc.tuple(fc.option(fc.integer({ min: 0, max: 300 })), fc.integer({ min: 0, max: DAY_MS / 4 })),
    {
      maxLength: 200,
    },
  )
  fc.assert(
    fc.property(calls, (calls) => {
      let nowMs = 0
      const labels = new Set<string>()
      const { of } = createValidatorLabels({
        make(label) {
          expect(labels.has(label)).toBe(false)
          labels.add(label)
          return label
        },
        forget: (label) => labels.delete(label),
        nowMs: () => nowMs,
      })
      for (const [key, waitMs] of calls) {
        nowMs += waitMs
        const label = of(key === null ? null : `5${key}`)
        expect(label).toBeOneOf(key === null ? ['stranger'] : [`5${key}`, 'other'])
        expect(labels.has(label)).toBe(true)
        expect(labels.size).toBeLessThanOrEqual(66)
      }
    }),
    { numRuns: 30 },
  )
})

test('a flood of keys takes no validator its label, and a new one gets that of who left a day ago', () => {
  let nowMs = 0
  const forgotten: string[] = []
  const { of } = createValidatorLabels({
    make: (label) => label,
    forget: (label) => forgotten.push(label),
    nowMs: () => nowMs,
  })
  for (let key = 0; key < 64; key++) of(`5${key}`)
  const flood = new Set(Array.from({ length: 10_000 }, (_, key) => of(`5${key + 64}`)))
  expect([...flood]).toEqual(['other'])
  nowMs = DAY_MS
  for (let key = 1; key < 64; key++) of(`5${key}`)
  expect(of('5new')).toBe('5new')
  expect(forgotten).toEqual(['50'])
})
