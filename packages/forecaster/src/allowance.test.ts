import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAllowance } from './allowance.ts'
import { PRESETS, planCalls } from './presets.ts'
import { STAGES } from './steps/forecast-state.ts'

const caps = { maxModelCalls: 10, maxInputTokens: 100_000, maxOutputTokensPerCall: 16_384 }

test('neither calls nor tokens pass their caps, whatever is taken, settled and released', () => {
  const step = fc.record({
    stage: fc.constantFrom(...STAGES),
    tokens: fc.nat(60_000),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    isExtra: fc.boolean(),
    release: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const allowance = createAllowance(caps, { reason: 3, rate: 1 })
      let calls = 0
      let tokens = 0
      for (const { stage, tokens: asked, share, isExtra, release } of steps) {
        try {
          const taken = allowance.take(stage, asked, isExtra)
          calls++
          tokens += Math.round(asked * share)
          taken.settle(Math.round(asked * share))
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^E_(CALLS|TOKENS)$/) })
        }
        if (release) allowance.release(stage)
        expect(calls).toBeLessThanOrEqual(caps.maxModelCalls)
        expect(tokens).toBeLessThanOrEqual(caps.maxInputTokens)
      }
    }),
  )
})

test('what is planned is kept for its stage, however many repairs others want', () => {
  const allowance = createAllowance({ ...caps, maxModelCalls: 5 }, { reason: 3, rate: 1 })
  allowance.take('rate', 1, false)
  allowance.take('rate', 1, true)
  expect(() => allowance.take('rate', 1, true)).toThrow(expect.objectContaining({ code: 'E_CALLS' }))
  for (let sample = 0; sample < 3; sample++) allowance.take('reason', 1, false)
  expect(() => allowance.take('reason', 1, false)).toThrow(expect.objectContaining({ code: 'E_CALLS' }))
})

test('what a stage did not need is there for repairs', () => {
  const allowance = createAllowance({ ...caps, maxModelCalls: 2 }, { supervise: 1, reason: 1 })
  allowance.take('reason', 1, false)
  expect(() => allowance.take('reason', 1, true)).toThrow()
  allowance.release('supervise')
  allowance.take('reason', 1, true)
})

test('a provider that counts more than was estimated has its next calls taken for as much larger', () => {
  const allowance = createAllowance(caps, { reason: 9 })
  allowance.take('reason', 1_000, false).settle(30_000)
  allowance.take('reason', 2_000, false).settle(60_000)
  expect(() => allowance.take('reason', 1_000, false)).toThrow(
    expect.objectContaining({ code: 'E_TOKENS', values: expect.objectContaining({ inputTokens: 30_000 }) }),
  )
})

describe('the plan', () => {
  test.each([
    ['fast', true, 2],
    ['standard', true, 8],
    ['standard', false, 4],
    ['deep', true, 13],
  ] as const)('of %s (news: %s) has %d calls', (name, hasNews, calls) => {
    const plan = planCalls(PRESETS[name], hasNews)
    expect(Object.values(plan).reduce((sum, count) => sum + count, 0)).toBe(calls)
  })

  test('never plans more than the cap, and samples before all else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(PRESETS)),
        fc.integer({ min: 1, max: 30 }),
        (preset, max) => {
          const plan = planCalls({ ...preset, caps: { ...preset.caps, maxModelCalls: max } }, true)
          expect(Object.values(plan).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(max)
          expect(plan.reason).toBe(Math.min(max, preset.samples))
        },
      ),
    )
  })
})
