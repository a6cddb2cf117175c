import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBudget } from './budget.ts'

test('never passes its cap, in whatever order calls are reserved and settled', () => {
  const call = fc.record({
    worst: fc.double({ min: 0, max: 1, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    late: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(call), (calls) => {
      const budget = createBudget({ capUsd: 2 })
      const open: (() => void)[] = []
      let settledUsd = 0
      for (const { worst, share, late } of calls) {
        try {
          const reservation = budget.reserve(worst, 'test')
          const settle = () => {
            settledUsd += worst * share
            reservation.settle(worst * share)
          }
          if (late) open.push(settle)
          else settle()
        } catch (error) {
          expect(error).toMatchObject({ code: 'E_BUDGET' })
          expect(budget.spentUsd() + worst).toBeGreaterThan(2)
        }
        expect(budget.spentUsd()).toBeLessThanOrEqual(2 + 1e-6)
      }
      for (const settle of open) settle()
      expect(budget.spentUsd()).toBeCloseTo(settledUsd, 9)
    }),
  )
})

test('says what it refuses', () => {
  expect(() =>
    createBudget({ capUsd: 0.01 }).reserve(0.02, 'reason: gpt-4o'),
  ).toThrowErrorMatchingInlineSnapshot(
    `[IgError: The call could pass the spend cap, so it is not made. (purpose: "reason: gpt-4o", worstCaseUsd: 0.02, spentUsd: 0, capUsd: 0.01) Raise the cap, use a cheaper model, or lower maxOutputTokens.]`,
  )
})

test('refuses a cost that is no number, and a second settlement', () => {
  const { reserve } = createBudget({ capUsd: 1 })
  expect(() => reserve(Number.NaN, 'test')).toThrow(expect.objectContaining({ code: 'E_BUDGET' }))
  const reservation = reserve(0.5, 'test')
  reservation.settle(0.1)
  expect(() => reservation.settle(0.1)).toThrow(expect.objectContaining({ code: 'E_BUDGET_SETTLED' }))
})
