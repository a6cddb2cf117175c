import { expect, test } from 'vitest'
import { baseRateBrier, sharpness, skill } from './skill.ts'

test('skill is 1 for the perfect, 0 for the baseline, negative below it', () => {
  expect([skill(0, 0.2), skill(0.2, 0.2), skill(0.3, 0.2)]).toEqual([1, 0, -0.4999999999999998])
})

test('the base rate of a quarter scores 3/16', () => {
  const outcomes = ([1, 0, 0, 0] as const).map((outcome) => ({ probability: 0.9, outcome }))
  expect(baseRateBrier(outcomes)).toBeCloseTo(0.1875, 12)
})

test('sharpness goes from 0 for undecided to 1 for certain', () => {
  expect(sharpness([0.5, 0.5])).toBe(0)
  expect(sharpness([0, 1])).toBe(1)
})
