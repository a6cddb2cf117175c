import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordPoll } from './record-poll.ts'
import { scoreResolved } from './score-resolved.ts'
import { liveEvents, marketPrice, outcome } from './simulation.ts'
import { emptyState, validatorState } from './validator-state.ts'

const seed = 3
const startMs = Date.UTC(2026, 0, 1)
const pollMs = 60_000

/** Polls for an hour, with a miner that is told the market's price. */
function anHour(answer: (market: number | null, eventId: string, nowMs: number) => number | null) {
  let state = emptyState(seed)
  let resolved = 0
  for (let nowMs = startMs; nowMs < startMs + 60 * pollMs; nowMs += pollMs) {
    const polled = liveEvents(seed, nowMs).map((event) => {
      const market = marketPrice(seed, event.eventId, nowMs)
      return { event, market, probability: answer(market, event.eventId, nowMs) }
    })
    state = recordPoll(state, polled, { nowMs, pollMs })
    const scored = scoreResolved(state, (eventId) => outcome(seed, eventId, nowMs))
    state = scored.state
    resolved += scored.resolved.length
  }
  expect(resolved).toBe(state.resolved)
  expect(resolved).toBeGreaterThan(50)
  return validatorState.parse(JSON.parse(JSON.stringify(state)))
}

test('who copies the market scores as the market, and above one who says nothing', () => {
  const { brier, peer } = anHour((market) => market)
  expect(brier.miner).toBeCloseTo(brier.market)
  expect(peer.miner).toBeCloseTo(peer.market)
  expect(brier.miner).toBeLessThan(brier.half)
})

test('who knows the outcome beats the market, and who does not answer is worst', () => {
  const prophet = anHour((_, eventId) => outcome(seed, eventId, Number.MAX_SAFE_INTEGER))
  expect(prophet.brier.miner).toBeLessThan(prophet.brier.market)
  expect(prophet.peer.miner).toBeGreaterThan(prophet.peer.market)
  const silent = anHour(() => null)
  expect(silent.peer.miner).toBeLessThan(silent.peer.market)
  expect(silent.answers).toBe(0)
})

test('whatever is answered, Brier scores stay inside [0, 1] and what is open is bounded', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (probability) => {
      const state = anHour(() => probability)
      expect(state.brier.miner / state.resolved).toBeGreaterThanOrEqual(0)
      expect(state.brier.miner / state.resolved).toBeLessThanOrEqual(1)
      expect(state.asked.length).toBeLessThanOrEqual(40)
    }),
    { numRuns: 5 },
  )
})
