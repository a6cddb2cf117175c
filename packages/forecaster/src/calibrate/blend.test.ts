import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logitMean } from '../aggregate/logit-mean.ts'
import { applyBlend, LOGIT_MEAN_BLEND } from './blend.ts'
import { fitBlend } from './fit-blend.ts'

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 })

test('unfitted it is the logit mean', () => {
  fc.assert(
    fc.property(probabilities, (values) => {
      expect(applyBlend({ samples: { model: values }, crowd: 0.9 }, LOGIT_MEAN_BLEND)).toBeCloseTo(
        logitMean(values),
        12,
      )
    }),
  )
})

test('without outcomes a fit is the logit mean, and leans on the crowd where that is heard', () => {
  const opinions = { samples: { model: [0.2, 0.4] }, crowd: 0.8 }
  expect(applyBlend(opinions, fitBlend([], { groups: ['all'], withCrowd: false }))).toBeCloseTo(
    logitMean([0.2, 0.4]),
    12,
  )
  const heard = applyBlend(opinions, fitBlend([], { groups: ['all'], withCrowd: true }))
  expect(heard).toBeGreaterThan(0.6)
  expect(heard).toBeLessThan(0.8)
})

test('a silent group or crowd changes nothing', () => {
  const blend = { groups: { a: 0.5, b: 0.5 }, crowd: 0, intercept: 0 }
  expect(applyBlend({ samples: { a: [0.3], b: [] }, crowd: null }, blend)).toBeCloseTo(0.3, 12)
  expect(
    applyBlend({ samples: { a: [0.3] }, crowd: null }, { ...blend, groups: { a: 0.5 }, crowd: 0.5 }),
  ).toBeCloseTo(0.3, 12)
})

test('samples without a crowd are not stretched by weights that were fitted beside one', () => {
  // The crowd is right, the samples repeat it half as boldly.
  const rows = Array.from({ length: 600 }, (_, index) => {
    const isHigh = index % 2 === 0
    const outcome = (isHigh === index % 10 < 8 ? 1 : 0) as 0 | 1
    return { samples: { model: [isHigh ? 0.7 : 0.3] }, crowd: isHigh ? 0.8 : 0.2, outcome }
  })
  const blend = fitBlend(rows, { groups: ['all'], withCrowd: true })
  const alone = applyBlend({ samples: { model: [0.7] }, crowd: null }, blend)
  const { intercept, ...weights } = fitBlend(rows, { groups: ['all'], withCrowd: false })
  expect(alone).toBeCloseTo(
    applyBlend({ samples: { model: [0.7] }, crowd: null }, { intercept, ...weights }),
    9,
  )
})

test('learns whom to believe', () => {
  const rows = Array.from({ length: 400 }, (_, index) => {
    const outcome = (index % 2) as 0 | 1
    const noise = ((index * 37) % 100) / 100
    return { samples: { knows: [outcome ? 0.8 : 0.2], guesses: [noise] }, crowd: null, outcome }
  })
  const { groups } = fitBlend(rows, { groups: ['knows', 'guesses'], withCrowd: false })
  expect(groups.knows).toBeGreaterThan(2 * Math.abs(groups.guesses as number))
})

test('refuses a question without samples', () => {
  expect(() => applyBlend({ samples: { model: [] }, crowd: 0.5 }, LOGIT_MEAN_BLEND)).toThrow(
    expect.objectContaining({ code: 'E_AGGREGATE' }),
  )
})
