import { expect, test } from 'vitest'
import { type ResolvedEvent, rewards, smoothedYesShare } from './rewards.ts'

const event = (outcome: 0 | 1, scores: Record<string, number>): ResolvedEvent => ({
  outcome,
  peerScores: new Map(Object.entries(scores)),
})

test('pays nobody when nobody is above the others, and never divides by nothing', () => {
  expect(rewards([event(0, { a: -1, b: 0 })]).map(({ share }) => share)).toEqual([0, 0])
  expect(rewards([])).toEqual([])
})

test('counts a missed event as 0 against the full weight', () => {
  const [row] = rewards([event(0, { b: 1 }), event(0, { a: 1 })])
  expect(row).toMatchObject({ id: 'a', meanPeerScore: 0.5, share: 1 })
})

test('pays out less than everything where the squares are next to nothing', () => {
  const [row] = rewards([event(0, { a: 1e-4 })])
  expect(row?.share).toBeCloseTo(0.1, 12)
})

test('an event on which nobody was scored counts neither in the window nor in the balance of outcomes', () => {
  const events = [event(0, { a: 1 }), event(0, { a: 0.5 })]
  expect(rewards([event(1, {}), ...events, event(1, { a: 1 })], 2)).toEqual(
    rewards([...events, event(1, {}), event(1, { a: 1 })], 2),
  )
  expect(rewards([...events, event(1, {})])).toEqual([])
})

test('ignores what lies before the window', () => {
  const events = [event(0, { a: -9 }), event(0, { a: 1 }), event(0, { a: 1 })]
  expect(rewards(events, 1)[0]?.meanPeerScore).toBe(1)
})

test('the rarer outcome weighs more', () => {
  const mostlyNo = [0, 0, 0, 0, 0, 0].map((): ResolvedEvent => event(0, { a: 0.1, b: -0.1 }))
  const [a, b] = rewards([...mostlyNo, event(1, { a: -0.1, b: 0.1 })])
  expect(b?.meanPeerScore).toBeGreaterThan(a?.meanPeerScore ?? 0)
})

test('a share of outcomes is never 0 or 1', () => {
  expect(smoothedYesShare([])).toBe(0.5)
  expect(smoothedYesShare([1, 1])).toBe(0.75)
})
