import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MinerEvent, StoredForecast } from '../ports.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { NOW_MS } from '../store/sample-events.ts'
import { classBalanced, createReportPolicy, REPORT_POLICY_NAMES } from './report-policy.ts'

const event: MinerEvent = {
  key: 'a',
  eventId: 'a',
  marketType: 'LLM',
  description: 'Will it?',
  cutoffUnixSeconds: null,
  metadata: {},
}

function forecast(values: Partial<StoredForecast>): StoredForecast {
  return {
    id: 1,
    eventKey: 'a',
    revision: 1,
    madeAtMs: 0,
    probability: 0.5,
    basis: 'model',
    confidence: 1,
    market: null,
    reasoning: '',
    samples: [],
    evidence: [],
    costUsd: 0,
    ...values,
  }
}

test('honest sends the forecast, never a certainty', () => {
  const honest = createReportPolicy('honest')
  expect(honest(forecast({ probability: 0.37 }), event)).toBe(0.37)
  expect(honest(forecast({ probability: 1 }), event)).toBe(0.999)
  expect(honest(forecast({ probability: 0 }), event)).toBe(0.001)
})

test('clip stays as far from certainty as it is told', () => {
  expect(createReportPolicy('clip')(forecast({ probability: 0.001 }), event)).toBe(0.01)
  expect(createReportPolicy('clip', { clip: 0.05 })(forecast({ probability: 0.999 }), event)).toBe(0.95)
  expect(createReportPolicy('clip')(forecast({ probability: 0.5 }), event)).toBe(0.5)
})

test('class-balanced leans to the rarer outcome, and is honest without history', () => {
  const mostlyNo = createReportPolicy('class-balanced', { recentOutcomes: () => [0, 0, 0, 0, 0, 0, 0, 1] })
  expect(mostlyNo(forecast({ probability: 0.2 }), event)).toBeGreaterThan(0.4)
  const fresh = createReportPolicy('class-balanced')
  expect(fresh(forecast({ probability: 0.2 }), event)).toBeCloseTo(0.2, 12)
})

test('class-balanced reads no outcome older than its window', () => {
  const recentOutcomes = () => [1, 1, 1, 1, 1, 1, 0, 0] as const
  const lastTwo = createReportPolicy('class-balanced', { window: 2, recentOutcomes })
  expect(lastTwo(forecast({ probability: 0.5 }), event)).toBeCloseTo(0.75, 12)
})

test("class-balanced follows the store's outcomes as they come", () => {
  const store = createMemoryStore({ nowMs: () => NOW_MS })
  const policy = createReportPolicy('class-balanced', { recentOutcomes: store.recentOutcomes })
  expect(policy(forecast({ probability: 0.5 }), event)).toBeCloseTo(0.5, 12)
  store.see([event], { callerSs58: 'validator', nowMs: NOW_MS, mayPay: true }, () => null)
  store.recordOutcome(event.key, 0, NOW_MS)
  expect(policy(forecast({ probability: 0.5 }), event)).toBeCloseTo(2 / 3, 12)
})

test('class-balanced scores at least as well as any other report under class weights', () => {
  const inside = fc.double({ min: 0.02, max: 0.98, noNaN: true })
  fc.assert(
    fc.property(inside, fc.double({ min: 0.1, max: 0.9, noNaN: true }), inside, (truth, yesShare, other) => {
      const expected = (report: number) =>
        (truth / yesShare) * Math.log(report) + ((1 - truth) / (1 - yesShare)) * Math.log(1 - report)
      expect(expected(classBalanced(truth, yesShare))).toBeGreaterThanOrEqual(expected(other) - 1e-9)
    }),
  )
})

test('selective answers where samples agree and the market is near', () => {
  const selective = createReportPolicy('selective')
  const agreeing = { probability: 0.7, samples: [0.68, 0.7, 0.72] }
  expect(selective(forecast(agreeing), event)).toBe(0.7)
  expect(selective(forecast({ ...agreeing, samples: [0.2, 0.7, 0.95] }), event)).toBeNull()
  expect(selective(forecast({ ...agreeing, market: 0.6 }), event)).toBe(0.7)
  expect(selective(forecast({ ...agreeing, market: 0.3 }), event)).toBeNull()
  expect(selective(forecast({ ...agreeing, market: 0.3 }), event)).toBeNull()
  expect(selective(forecast({ probability: 0.7, samples: [0.7], confidence: 0.4 }), event)).toBeNull()
  expect(selective(forecast({ basis: 'prior' }), event)).toBeNull()
  expect(selective(forecast({ basis: 'market', probability: 0.2, market: 0.2 }), event)).toBe(0.2)
})

test('no policy sends anything but null or a probability', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...REPORT_POLICY_NAMES),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.constantFrom(0 as const, 1 as const)),
      (name, probability, outcomes) => {
        const sent = createReportPolicy(name, { recentOutcomes: () => outcomes })(
          forecast({ probability }),
          event,
        )
        if (sent === null) return
        expect(sent).toBeGreaterThanOrEqual(0.001)
        expect(sent).toBeLessThanOrEqual(0.999)
      },
    ),
  )
})

test('refuses a threshold out of range', () => {
  expect(() => createReportPolicy('clip', { clip: 0.7 })).toThrowErrorMatchingInlineSnapshot(
    `[IgError: A threshold of the report policy is out of range. (clip: 0.7, min: 0, max: 0.5) Set it inside the range.]`,
  )
})
