import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Outcome } from './outcome.ts'
import { createRewardWindow, type RunningRewards } from './reward-window.ts'
import { rewards } from './rewards.ts'

const FORECASTERS = 4
const anyEvent = fc.record({
  outcome: fc.constantFrom<Outcome>(0, 1),
  scores: fc.array(fc.option(fc.double({ min: -5, max: 5, noNaN: true }), { nil: Number.NaN }), {
    minLength: FORECASTERS,
    maxLength: FORECASTERS,
  }),
})
type AnyEvent = { readonly outcome: Outcome; readonly scores: readonly number[] }

function run(events: readonly AnyEvent[], window?: number): (RunningRewards | null)[] {
  const running = createRewardWindow(FORECASTERS, window)
  return events.map(({ outcome, scores }) => running.add(outcome, scores))
}

test('what is kept up to date equals what is worked out from scratch, at every event and for every window', () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 60 }),
      fc.constantFrom(0, 1, 2, 7, 149, Infinity),
      (events, window) => {
        const table = events.map(({ outcome, scores }) => ({
          outcome,
          peerScores: new Map(
            scores.flatMap((score, index) => (Number.isNaN(score) ? [] : [[`${index}`, score] as const])),
          ),
        }))
        run(events, window).forEach((paid, at) => {
          const expected = rewards(table.slice(0, at + 1), window)
          expect(paid === null).toBe(expected.length === 0)
          for (const row of expected) {
            expect(paid?.shares[Number(row.id)]).toBeCloseTo(row.share, 9)
            expect(paid?.meanPeerScores[Number(row.id)]).toBeCloseTo(row.meanPeerScore, 11)
            expect(paid?.weightSum).toBeCloseTo(row.weightSum, 11)
          }
        })
      },
    ),
  )
})

test('shares are 0 to 1 and sum to 1 wherever the squares are not next to nothing', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 30 }), (events) => {
      for (const paid of run(events)) {
        const known = (values: Float64Array) => [...values].filter((value) => !Number.isNaN(value))
        if (paid === null) continue
        const sum = known(paid.shares).reduce((total, share) => total + share, 0)
        const squares = known(paid.squared).reduce((total, value) => total + value, 0)
        expect(known(paid.shares).every((share) => share >= 0 && share <= 1)).toBe(true)
        expect(sum).toBeCloseTo(squares >= 1e-7 ? 1 : squares / 1e-7, 9)
      }
    }),
  )
})

test('does not drift: after ten thousand events what left the window has left no trace', () => {
  let last: RunningRewards | null = null
  const running = createRewardWindow(2, 10)
  for (let index = 0; index < 10_000; index++) {
    last = running.add(0, [Math.sin(index) * 1e6, 1 / 3])
  }
  const first = createRewardWindow(2, 10)
  let fresh: RunningRewards | null = null
  for (let index = 10_000 - 11; index < 10_000; index++) fresh = first.add(0, [Math.sin(index) * 1e6, 1 / 3])
  expect(last?.meanPeerScores[0]).toBeCloseTo(fresh?.meanPeerScores[0] as number, 8)
  expect(last?.meanPeerScores[1]).toBeCloseTo(fresh?.meanPeerScores[1] as number, 12)
})
