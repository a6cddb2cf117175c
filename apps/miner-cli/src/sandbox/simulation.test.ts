import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SimulatedEvent } from '../simulate/world/simulated-event.ts'
import { liveEvents, marketPrice, outcome, simulatedEvent, trueProbability } from './simulation.ts'

const SEED = 7
const START_MS = Date.UTC(2026, 0, 1)
const anyTimeMs = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2040, 0, 1) })
const anySeed = fc.integer()

/** 5,000 events of a month: a fixed sample, so that the statistics below cannot flicker. */
const sample = collectEvents(5_000)

function collectEvents(count: number): SimulatedEvent[] {
  const found = new Map<string, SimulatedEvent>()
  for (let nowMs = START_MS; found.size < count; nowMs += 120_000) {
    for (const event of liveEvents(SEED, nowMs)) found.set(event.eventId, event)
  }
  return [...found.values()].slice(0, count)
}

function during(event: SimulatedEvent, share: number): number {
  return event.opensAtMs + share * (event.cutoffMs - event.opensAtMs)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

const truthAt = (event: SimulatedEvent, nowMs: number) =>
  trueProbability(SEED, event.eventId, nowMs) as number
const priceAt = (event: SimulatedEvent, nowMs: number) => marketPrice(SEED, event.eventId, nowMs) as number
const outcomeOf = (event: SimulatedEvent) => outcome(SEED, event.eventId, event.resolvesAtMs) as 0 | 1
const brier = (forecast: (event: SimulatedEvent) => number) =>
  mean(sample.map((event) => (forecast(event) - outcomeOf(event)) ** 2))

describe('the stream', () => {
  test('has 12 to 20 live events with different questions, and one that resolves within three minutes', () => {
    fc.assert(
      fc.property(anySeed, anyTimeMs, (seed, nowMs) => {
        const events = liveEvents(seed, nowMs)
        expect(events.length).toBeGreaterThanOrEqual(12)
        expect(events.length).toBeLessThanOrEqual(20)
        expect(new Set(events.map((event) => event.description)).size).toBe(events.length)
        expect(Math.min(...events.map((event) => event.resolvesAtMs)) - nowMs).toBeLessThanOrEqual(180_000)
        expect(Math.max(...events.map((event) => event.cutoffMs)) - nowMs).toBeGreaterThan(3_600_000)
      }),
      { numRuns: 300 },
    )
  })

  test('is the same whenever and in whatever order it is asked', () => {
    fc.assert(
      fc.property(anySeed, anyTimeMs, fc.integer({ min: 0, max: 20_000_000 }), (seed, nowMs, laterMs) => {
        for (const event of liveEvents(seed, nowMs)) {
          const before = marketPrice(seed, event.eventId, nowMs)
          trueProbability(seed, event.eventId, nowMs + laterMs)
          expect(marketPrice(seed, event.eventId, nowMs)).toBe(before)
          expect(simulatedEvent(seed, event.eventId)).toEqual(event)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('is another one for another seed', () => {
    const descriptions = (seed: number) => liveEvents(seed, START_MS).map((event) => event.description)
    expect(descriptions(1)).not.toEqual(descriptions(2))
  })

  test('orders opening, cutoff and resolution on whole seconds', () => {
    for (const { opensAtMs, cutoffMs, resolvesAtMs } of sample) {
      expect(opensAtMs).toBeLessThan(cutoffMs)
      expect(cutoffMs).toBeLessThan(resolvesAtMs)
      expect((opensAtMs % 1000) + (cutoffMs % 1000) + (resolvesAtMs % 1000)).toBe(0)
    }
  })

  test('asks 40 kinds of invented questions, every one marked as simulated', () => {
    const kinds = new Set(sample.map(({ description }) => description.replace(/\d+/g, '#')))
    expect(kinds.size).toBe(40)
    expect(new Set(sample.map(({ description }) => description)).size).toBe(sample.length)
    for (const { description } of sample) expect(description).toMatch(/^\[Sandbox: simulated event/)
  })
})

describe('an event', () => {
  test('has a price while it is open and an outcome once it has resolved', () => {
    for (const event of sample.slice(0, 500)) {
      const { eventId, opensAtMs, cutoffMs, resolvesAtMs } = event
      expect(marketPrice(SEED, eventId, opensAtMs - 1)).toBeNull()
      expect(marketPrice(SEED, eventId, resolvesAtMs)).toBeNull()
      expect(outcome(SEED, eventId, resolvesAtMs - 1)).toBeNull()
      for (const nowMs of [opensAtMs, cutoffMs, resolvesAtMs - 1]) {
        expect(priceAt(event, nowMs)).toBeGreaterThanOrEqual(0.005)
        expect(priceAt(event, nowMs)).toBeLessThanOrEqual(0.995)
      }
      expect(outcomeOf(event)).toBe(outcome(SEED, eventId, resolvesAtMs + 10 ** 9))
      expect(trueProbability(SEED, eventId, resolvesAtMs)).toBe(outcomeOf(event))
    }
  })

  test.each([
    '',
    'sandbox-0',
    'sandbox-20-1',
    'sandbox-01-1',
    'sandbox-1--1',
    'sandbox-1-1e3',
    'polymarket-1-1',
  ])('is not made up for the unknown id %j', (eventId) => {
    expect(simulatedEvent(SEED, eventId)).toBeNull()
    expect(marketPrice(SEED, eventId, START_MS)).toBeNull()
    expect(outcome(SEED, eventId, START_MS)).toBeNull()
    expect(trueProbability(SEED, eventId, START_MS)).toBeNull()
  })
})

describe('the truth', () => {
  test.each([0, 0.5, 1])('is calibrated after a share of %d of the time', (share) => {
    const rows = sample.map((event) => ({
      truth: truthAt(event, during(event, share)),
      outcome: outcomeOf(event),
    }))
    rows.sort((a, b) => a.truth - b.truth)
    for (let bin = 0; bin < 10; bin++) {
      const inBin = rows.slice(bin * 500, (bin + 1) * 500)
      const expected = mean(inBin.map((row) => row.truth))
      const deviation = Math.sqrt(mean(inBin.map((row) => row.truth * (1 - row.truth))) / inBin.length)
      const seen = mean(inBin.map((row) => row.outcome))
      expect(Math.abs(seen - expected)).toBeLessThan(3.5 * deviation + 0.002)
    }
  })

  test('is a martingale: from wherever it stands, it goes up as much as down', () => {
    for (const [from, to] of [
      [0, 0.3],
      [0.3, 0.6],
      [0.6, 1],
    ] as const) {
      const moves = sample.map((event) => {
        const before = truthAt(event, during(event, from))
        return { before, by: truthAt(event, during(event, to)) - before }
      })
      for (const [low, high] of [
        [0, 0.2],
        [0.2, 0.5],
        [0.5, 0.8],
        [0.8, 1],
      ] as const) {
        const steps = moves.filter(({ before }) => before >= low && before < high).map(({ by }) => by)
        const standardError = Math.sqrt(mean(steps.map((by) => by * by)) / steps.length)
        expect(Math.abs(mean(steps))).toBeLessThan(3.5 * standardError)
        expect(standardError).toBeGreaterThan(0.001)
      }
    }
  })

  test('leaves some doubt at the cutoff', () => {
    const open = sample.filter((event) => Math.abs(truthAt(event, event.cutoffMs) - 0.5) < 0.45)
    expect(open.length / sample.length).toBeGreaterThan(0.15)
  })
})

describe('the market', () => {
  test.each([0, 0.25, 0.5, 0.75])(
    'is worse than the truth and better than 0.5 after a share of %d',
    (share) => {
      const market = brier((event) => priceAt(event, during(event, share)))
      expect(brier((event) => truthAt(event, during(event, share)))).toBeLessThan(market - 0.003)
      expect(market).toBeLessThan(0.25 - 0.02)
    },
  )

  test('can be beaten by a forecaster that averages its last prices', () => {
    const latest = brier((event) => priceAt(event, during(event, 0.5)))
    const averaged = brier((event) =>
      mean([0.47, 0.48, 0.49, 0.5].map((share) => priceAt(event, during(event, share)))),
    )
    expect(averaged).toBeLessThan(latest - 0.001)
  })
})
