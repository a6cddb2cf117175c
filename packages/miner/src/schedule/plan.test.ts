import { INTERVAL_MS, intervalIndex, weightShareLeft } from '@ig/scoring'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventRevision, StoredForecast } from '../ports.ts'
import { DEFAULT_MINER_SETTINGS } from '../settings.ts'
import { type Attempt, type PlanState, plan, revisionKey } from './plan.ts'

const NOW_MS = Date.UTC(2026, 0, 10, 6)
const DAY_MS = 86_400_000
const PAID = { ...DEFAULT_MINER_SETTINGS, paid: true }
const FREE = { ...DEFAULT_MINER_SETTINGS, paid: false }

function revision(
  key: string,
  values: Partial<EventRevision> & { cutoffMs?: number | null } = {},
): EventRevision {
  const { cutoffMs = NOW_MS + 10 * DAY_MS, ...rest } = values
  return {
    event: {
      key,
      eventId: key,
      marketType: 'LLM',
      description: `Will ${key}?`,
      cutoffUnixSeconds: cutoffMs === null ? null : cutoffMs / 1000,
      metadata: {},
    },
    revision: 1,
    textHash: key,
    firstSeenMs: NOW_MS - DAY_MS,
    lastAskedMs: NOW_MS - 60_000,
    payable: true,
    latest: null,
    ...rest,
  }
}

function forecast(values: Partial<StoredForecast> = {}): StoredForecast {
  return {
    id: 1,
    eventKey: 'a',
    revision: 1,
    madeAtMs: NOW_MS - 60_000,
    probability: 0.5,
    basis: 'model',
    confidence: 1,
    market: null,
    reasoning: '',
    samples: [],
    evidence: [],
    costUsd: 0.01,
    ...values,
  }
}

function state(revisions: readonly EventRevision[], values: Partial<PlanState> = {}): PlanState {
  return { revisions, inFlight: new Set(), attempts: new Map(), price: () => null, ...values }
}

const keysOf = (due: readonly { revision: EventRevision }[]) => due.map(({ revision }) => revision.event.key)

test('a first forecast is due at once; one made in this interval is not due again', () => {
  const fresh = revision('fresh', { latest: forecast() })
  const due = plan(state([fresh, revision('new')]), NOW_MS, PAID)
  expect(due).toMatchObject([{ reason: 'first', revision: { event: { key: 'new' } } }])
})

test('a stand-in by market or prior is no forecast yet', () => {
  const standIns = (['market', 'prior'] as const).map((basis) =>
    revision(basis, { latest: forecast({ basis }) }),
  )
  expect(plan(state(standIns), NOW_MS, PAID)).toHaveLength(2)
})

test('row 49: a forecast is due again when the next interval begins, to the millisecond', () => {
  const edgeMs = Date.UTC(2026, 0, 10, 8)
  const old = revision('old', { latest: forecast({ madeAtMs: NOW_MS }), lastAskedMs: edgeMs })
  expect(plan(state([old]), edgeMs - 1, PAID)).toEqual([])
  expect(plan(state([old]), edgeMs, PAID)).toMatchObject([{ reason: 'interval' }])
})

test('row 49: a forecast from beyond a clock that stepped back does not keep an event waiting', () => {
  const future = revision('a', { latest: forecast({ madeAtMs: NOW_MS + 3 * DAY_MS }) })
  expect(plan(state([future]), NOW_MS, PAID)).toMatchObject([{ reason: 'interval' }])
})

test('a moved price makes it due again, but not at once', () => {
  const at = (ageMs: number, market: number | null, price: number | null) =>
    plan(
      state([revision('a', { latest: forecast({ madeAtMs: NOW_MS - ageMs, market }) })], {
        price: () => price,
      }),
      NOW_MS,
      PAID,
    )
  const hourMs = 3_600_000
  expect(at(hourMs, 0.5, 0.62)).toMatchObject([{ reason: 'price-moved' }])
  expect(at(hourMs, 0.5, 0.55)).toEqual([])
  expect(at(60_000, 0.5, 0.9)).toEqual([])
  expect(at(hourMs, null, 0.9)).toEqual([])
  expect(at(hourMs, 0.5, null)).toEqual([])
})

test('what nobody asks for any more is left alone, a replaced wording sooner', () => {
  const hourMs = 3_600_000
  const asked = (agoMs: number, number = 1) =>
    revision('a', { revision: number, lastAskedMs: NOW_MS - agoMs })
  expect(plan(state([asked(23 * hourMs)]), NOW_MS, PAID)).toHaveLength(1)
  expect(plan(state([asked(25 * hourMs)]), NOW_MS, PAID)).toHaveLength(0)
  const due = plan(state([asked(2 * hourMs, 1), asked(2 * hourMs, 2)]), NOW_MS, PAID)
  expect(due.map(({ revision }) => revision.revision)).toEqual([2])
})

test('more weight still to be earned goes first', () => {
  const late = revision('late', { firstSeenMs: NOW_MS - 9 * DAY_MS, cutoffMs: NOW_MS + DAY_MS })
  const early = revision('early', { firstSeenMs: NOW_MS, cutoffMs: NOW_MS + 10 * DAY_MS })
  expect(keysOf(plan(state([late, early]), NOW_MS, PAID))).toEqual(['early', 'late'])
})

test('a first forecast goes before a refresh, a moved price before a still one, the cheap before the dear', () => {
  const hourMs = 3_600_000
  const old = { madeAtMs: NOW_MS - 5 * hourMs, market: 0.5 }
  const revisions = [
    revision('dear', { latest: forecast({ ...old, costUsd: 0.5 }) }),
    revision('still', { latest: forecast({ ...old, costUsd: 0.02 }) }),
    revision('moved', { latest: forecast({ ...old, costUsd: 0.02 }) }),
    revision('first'),
  ]
  const price = ({ key }: { key: string }) => (key === 'moved' ? 0.8 : 0.5)
  expect(keysOf(plan(state(revisions, { price }), NOW_MS, PAID))).toEqual(['first', 'moved', 'still', 'dear'])
})

test('an event that ends soon and has no forecast goes before one with a little more to earn and more time', () => {
  const soon = revision('soon', { firstSeenMs: NOW_MS - INTERVAL_MS, cutoffMs: NOW_MS + 1.5 * INTERVAL_MS })
  const later = revision('later', { firstSeenMs: NOW_MS - 3 * DAY_MS, cutoffMs: NOW_MS + 7 * DAY_MS })
  const share = (one: EventRevision) =>
    weightShareLeft({
      registeredAtMs: one.firstSeenMs,
      endsAtMs: (one.event.cutoffUnixSeconds ?? 0) * 1000,
      nowMs: NOW_MS,
    })
  expect(share(later)).toBeGreaterThan(share(soon))
  expect(keysOf(plan(state([later, soon]), NOW_MS, PAID))).toEqual(['soon', 'later'])
})

const anyRevision = fc
  .record({
    key: fc.constantFrom('a', 'b', 'c', 'd', '__proto__'),
    number: fc.integer({ min: 1, max: 3 }),
    payable: fc.boolean(),
    cutoffInMs: fc.option(fc.integer({ min: -2 * DAY_MS, max: 20 * DAY_MS })),
    seenAgoMs: fc.integer({ min: 0, max: 10 * DAY_MS }),
    askedAgoMs: fc.integer({ min: 0, max: 2 * DAY_MS }),
    basis: fc.option(fc.constantFrom('model' as const, 'market' as const, 'prior' as const)),
    madeAgoMs: fc.integer({ min: -DAY_MS, max: DAY_MS }),
    market: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    costUsd: fc.double({ min: 0, max: 5, noNaN: true }),
  })
  .map(({ key, number, payable, cutoffInMs, seenAgoMs, askedAgoMs, basis, madeAgoMs, market, costUsd }) =>
    revision(key, {
      revision: number,
      payable,
      cutoffMs: cutoffInMs === null ? null : NOW_MS + cutoffInMs,
      firstSeenMs: NOW_MS - seenAgoMs,
      lastAskedMs: NOW_MS - askedAgoMs,
      latest: basis && forecast({ basis, madeAtMs: NOW_MS - madeAgoMs, market, costUsd }),
    }),
  )

const anyAttempt: fc.Arbitrary<Attempt> = fc.record({
  doneAtMs: fc.option(fc.integer({ min: NOW_MS - DAY_MS, max: NOW_MS })),
  market: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  failures: fc.nat(50),
  notBeforeMs: fc.integer({ min: NOW_MS - DAY_MS, max: NOW_MS + DAY_MS }),
})

const anyState = fc
  .tuple(
    fc.uniqueArray(anyRevision, { selector: revisionKey }),
    fc.array(anyAttempt, { minLength: 15, maxLength: 15 }),
    fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    fc.array(fc.boolean(), { minLength: 15, maxLength: 15 }),
  )
  .map(([revisions, attempts, price, flags]) =>
    state(revisions, {
      attempts: new Map(
        revisions.flatMap((one, i) => (i % 2 === 0 ? [[revisionKey(one), attempts[i] as Attempt]] : [])),
      ),
      inFlight: new Set(revisions.filter((_, i) => flags[i]).map(revisionKey)),
      price: () => price,
    }),
  )

test('never plans what is past its cutoff, unpayable where money is needed, in flight or backing off', () => {
  fc.assert(
    fc.property(anyState, fc.boolean(), (given, paid) => {
      for (const { revision, value } of plan(given, NOW_MS, { ...PAID, paid })) {
        const { cutoffUnixSeconds } = revision.event
        expect(cutoffUnixSeconds === null || cutoffUnixSeconds * 1000 > NOW_MS).toBe(true)
        expect(revision.payable || !paid).toBe(true)
        expect(given.inFlight.has(revisionKey(revision))).toBe(false)
        expect(given.attempts.get(revisionKey(revision))?.notBeforeMs ?? 0).toBeLessThanOrEqual(NOW_MS)
        expect(Number.isFinite(value)).toBe(true)
      }
    }),
  )
})

test('orders the same in whatever order it is asked, payable first, each revision once', () => {
  fc.assert(
    fc.property(anyState, fc.infiniteStream(fc.nat()), (given, random) => {
      const shuffled = given.revisions
        .map((one) => ({ one, at: random.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one)
      const due = plan(given, NOW_MS, FREE)
      expect(plan({ ...given, revisions: shuffled }, NOW_MS, FREE)).toEqual(due)
      expect(new Set(due.map(({ revision }) => revisionKey(revision))).size).toBe(due.length)
      const payable = due.map(({ revision }) => revision.payable)
      expect(payable).toEqual(payable.toSorted((a, b) => Number(b) - Number(a)))
    }),
  )
})

test('every live payable revision that is asked for is due at some time within each interval', () => {
  fc.assert(
    fc.property(anyRevision, fc.integer({ min: 0, max: 40 }), (given, later) => {
      const startMs = NOW_MS + later * INTERVAL_MS
      const doneBefore = Math.min(given.latest?.madeAtMs ?? 0, NOW_MS)
      const one: EventRevision = {
        ...given,
        payable: true,
        lastAskedMs: startMs,
        latest: given.latest && { ...given.latest, madeAtMs: doneBefore },
      }
      const isLive = one.event.cutoffUnixSeconds === null || one.event.cutoffUnixSeconds * 1000 > startMs
      const isDone = one.latest?.basis === 'model' && intervalIndex(doneBefore) === intervalIndex(startMs)
      expect(plan(state([one]), startMs, PAID)).toHaveLength(isLive && !isDone ? 1 : 0)
    }),
  )
})
