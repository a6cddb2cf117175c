import { IgError } from '@ig/errors'
import { expect, test } from 'vitest'
import type { ForecastResult } from '../ports.ts'
import {
  createTestMiner,
  HOUR_MS,
  query,
  RESULT,
  recordingStrategy,
  START_MS,
  VALIDATOR,
  wireEvent,
} from '../testing/test-miner.ts'

const MINUTE_MS = 60_000
const rateLimited = new IgError({ code: 'E_RATE_LIMIT', message: 'Too many.', retryable: true })

/** A forecast that ends when the test says so. */
function openForecast() {
  return Promise.withResolvers<ForecastResult>()
}

test('forecasts a new event without waiting for the next round, and answers it from then on', async () => {
  const strategy = recordingStrategy(() => RESULT)
  const { miner, clock } = createTestMiner({ strategy })
  miner.start()
  await clock.advance(MINUTE_MS)
  const first = await miner.answer(query(wireEvent('a')), VALIDATOR)
  expect(first['ifgames-a']?.probability).toBe(0.3)
  await clock.advance(0)
  expect(strategy.calls.map(({ question }) => question)).toEqual([
    {
      id: 'ifgames-a',
      question: 'Will a happen?',
      marketType: 'LLM',
      cutoff: new Date(START_MS + 10 * 24 * HOUR_MS),
    },
  ])
  const second = await miner.answer(query(wireEvent('a')), VALIDATOR)
  expect(second['ifgames-a']).toMatchObject({
    probability: 0.8,
    reasoning: 'Basis: model, made 2026-01-10T04:11:00.000Z. It usually does.',
  })
})

test('an answer never waits for the model', async () => {
  const strategy = recordingStrategy(() => new Promise(() => {}))
  const { miner, clock } = createTestMiner({ strategy })
  miner.start()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(1000)
  expect((await miner.answer(query(wireEvent('a')), VALIDATOR))['ifgames-a']?.probability).toBe(0.3)
  expect(miner.status(clock.nowMs()).events).toMatchObject({ inFlight: 1, due: 0 })
})

test('forecasts again once each interval, from its earlier belief', async () => {
  const strategy = recordingStrategy((_call, i) => ({ ...RESULT, probability: 0.5 + i / 10 }))
  const { miner, clock } = createTestMiner({ strategy, marketPrice: () => 0.4 })
  miner.start()
  for (let hour = 0; hour < 12; hour += 1) {
    await miner.answer(query(wireEvent('a')), VALIDATOR)
    await clock.advance(HOUR_MS)
  }
  expect(strategy.calls.map(({ context }) => context.earlier?.probability ?? null)).toEqual([
    null,
    0.5,
    0.6,
    0.7,
  ])
  expect(strategy.calls[1]?.context).toMatchObject({
    market: 0.4,
    asOf: new Date(Date.UTC(2026, 0, 10, 8)),
  })
})

test('a changed description is a new revision that starts from the belief in the old one', async () => {
  const strategy = recordingStrategy(() => RESULT)
  const { miner, clock, store } = createTestMiner({ strategy })
  miner.start()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(1000)
  await miner.answer(query(wireEvent('a', { description: 'Will a happen by noon?' })), VALIDATOR)
  await clock.advance(1000)
  expect(strategy.calls[1]).toMatchObject({
    question: { question: 'Will a happen by noon?' },
    context: { earlier: { probability: 0.8 } },
  })
  expect(store.forecastHistory('ifgames-a', 1).map(({ basis }) => basis)).toEqual(['prior', 'model'])
  expect(store.forecastHistory('ifgames-a', 2).map(({ basis }) => basis)).toEqual(['prior', 'model'])
})

test('runs no more at once than it may', async () => {
  const open = Array.from({ length: 6 }, openForecast)
  const strategy = recordingStrategy((_call, i) => open[i]?.promise ?? RESULT)
  const { miner, clock } = createTestMiner({ strategy, settings: { concurrency: 2 } })
  miner.start()
  await miner.answer(query(...'abcdef'.split('').map((id) => wireEvent(id))), VALIDATOR)
  await clock.advance(1000)
  expect(strategy.calls).toHaveLength(2)
  open[0]?.resolve(RESULT)
  await clock.advance(0)
  expect(strategy.calls).toHaveLength(3)
})

test.each([
  ['a failure that may pass', () => Promise.reject(rateLimited)],
  ['a refused key', () => Promise.reject(new IgError({ code: 'E_KEY', message: 'Refused.' }))],
  ['a fault of the strategy', () => Promise.reject(new TypeError('x is not a function'))],
  ['a number that is none', () => ({ ...RESULT, probability: Number.NaN })],
  ['a prior instead of the model', () => ({ ...RESULT, basis: 'prior' as const, probability: 0.3 })],
])('keeps the earlier number through %s, and tries again within the interval', async (_name, fail) => {
  const strategy = recordingStrategy((_call, i) =>
    i === 1 ? fail() : { ...RESULT, probability: 0.7 + i / 100 },
  )
  const { miner, clock, logged } = createTestMiner({ strategy })
  miner.start()
  const ask = async () => (await miner.answer(query(wireEvent('a')), VALIDATOR))['ifgames-a']?.probability
  await ask()
  await clock.advance(4 * HOUR_MS - 10 * MINUTE_MS)
  expect(strategy.calls).toHaveLength(2)
  expect(await ask()).toBe(0.7)
  expect(logged.filter(({ level }) => level === 'warn')).toHaveLength(1)
  await clock.advance(HOUR_MS)
  expect(strategy.calls).toHaveLength(3)
  expect(await ask()).toBe(0.72)
})

test('a strategy that throws before it returns a promise fails like any other', async () => {
  const strategy = {
    name: 'broken',
    paid: false,
    forecast: () => {
      throw new Error('at once')
    },
  }
  const { miner, clock, logged } = createTestMiner({ strategy })
  miner.start()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(1000)
  expect(logged).toMatchObject([{ level: 'warn', values: { error: 'Error: at once' } }])
})

test('backs off while it fails: no storm, and never given up', async () => {
  const strategy = recordingStrategy(() => Promise.reject(rateLimited))
  const { miner, clock } = createTestMiner({ strategy })
  miner.start()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(10 * MINUTE_MS)
  const early = strategy.calls.length
  expect(early).toBeLessThanOrEqual(6)
  await clock.advance(8 * HOUR_MS)
  expect(strategy.calls.length).toBeGreaterThan(early + 8)
  expect(strategy.calls.length).toBeLessThan(40)
  expect(miner.status(clock.nowMs())).toMatchObject({
    health: 'degraded',
    degraded: [expect.stringContaining('E_RATE_LIMIT')],
  })
})

test('says each kind of failure once an hour, however many events fail', async () => {
  const strategy = recordingStrategy((_call, i) =>
    Promise.reject(i % 2 === 0 ? rateLimited : new TypeError('x')),
  )
  const { miner, clock, logged } = createTestMiner({ strategy })
  miner.start()
  await miner.answer(query(...Array.from({ length: 40 }, (_, i) => wireEvent(`e${i}`))), VALIDATOR)
  await clock.advance(30 * MINUTE_MS)
  expect(strategy.calls.length).toBeGreaterThan(40)
  expect(logged.filter(({ level }) => level === 'warn')).toHaveLength(2)
})

test('cuts off a forecast at its deadline, whether or not it listens', async () => {
  const late = openForecast()
  const strategy = recordingStrategy((_call, i) => (i === 0 ? late.promise : RESULT))
  const { miner, clock, store } = createTestMiner({ strategy, settings: { deadlineMs: MINUTE_MS } })
  miner.start()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(MINUTE_MS)
  expect(strategy.calls[0]?.context.signal.aborted).toBe(true)
  late.resolve({ ...RESULT, probability: 0.1 })
  await clock.advance(MINUTE_MS)
  expect(store.forecastHistory('ifgames-a').map(({ probability }) => probability)).toEqual([0.3, 0.8])
})

test('starts no forecast of an event whose cutoff passed while it waited for its turn', async () => {
  const first = openForecast()
  const strategy = recordingStrategy(() => first.promise)
  const { miner, clock } = createTestMiner({ strategy, settings: { concurrency: 1 } })
  miner.start()
  await clock.advance(1000)
  const soonUnixSeconds = START_MS / 1000 + 6
  await miner.answer(
    query(wireEvent('a', { cutoff: soonUnixSeconds }), wireEvent('b', { cutoff: soonUnixSeconds })),
    VALIDATOR,
  )
  await clock.advance(8000)
  first.resolve(RESULT)
  await clock.advance(1000)
  expect(strategy.calls).toHaveLength(1)
})

test('a strategy that heeds the deadline in its own words has still met the deadline', async () => {
  const strategy = recordingStrategy(
    ({ context }) =>
      new Promise((_resolve, reject) => {
        context.signal.addEventListener('abort', () => reject(new TypeError('terminated')))
      }),
  )
  const { miner, clock, logged } = createTestMiner({ strategy, settings: { deadlineMs: MINUTE_MS } })
  miner.start()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(MINUTE_MS)
  expect(logged).toMatchObject([{ values: { error: expect.stringContaining('took too long') } }])
})

test('a forecast that comes after the cutoff is stored and not sent', async () => {
  const late = openForecast()
  const strategy = recordingStrategy(() => late.promise)
  const { miner, clock, store } = createTestMiner({ strategy })
  miner.start()
  const events = query(wireEvent('a', { cutoff: START_MS / 1000 + 60 }))
  await miner.answer(events, VALIDATOR)
  await clock.advance(2 * MINUTE_MS)
  late.resolve(RESULT)
  await clock.advance(1000)
  expect(store.forecastHistory('ifgames-a').at(-1)).toMatchObject({ probability: 0.8, basis: 'model' })
  expect((await miner.answer(events, VALIDATOR))['ifgames-a']?.probability).toBeNull()
  expect(strategy.calls).toHaveLength(1)
})

test('a forecast of a wording that was replaced meanwhile is stored for that wording', async () => {
  const late = openForecast()
  const strategy = recordingStrategy((_call, i) => (i === 0 ? late.promise : { ...RESULT, probability: 0.6 }))
  const { miner, clock, store } = createTestMiner({ strategy })
  miner.start()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(1000)
  const reworded = query(wireEvent('a', { description: 'Will a happen by noon?' }))
  await miner.answer(reworded, VALIDATOR)
  await clock.advance(1000)
  late.resolve(RESULT)
  await clock.advance(1000)
  expect(store.forecastHistory('ifgames-a', 1).at(-1)?.probability).toBe(0.8)
  expect((await miner.answer(reworded, VALIDATOR))['ifgames-a']?.probability).toBe(0.6)
})

test('a certain forecast is kept short of certainty', async () => {
  const strategy = recordingStrategy(() => ({ ...RESULT, probability: 1 }))
  const { miner, clock } = createTestMiner({ strategy })
  miner.start()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(1000)
  expect((await miner.answer(query(wireEvent('a')), VALIDATOR))['ifgames-a']?.probability).toBe(0.999)
})

test('a strategy that only finds a prior does not take the place of the market', async () => {
  const strategy = recordingStrategy(() => ({ ...RESULT, basis: 'prior', probability: 0.3 }))
  const { miner, clock } = createTestMiner({ strategy, marketPrice: () => 0.6 })
  miner.start()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(HOUR_MS)
  expect((await miner.answer(query(wireEvent('a')), VALIDATOR))['ifgames-a']?.probability).toBe(0.6)
  expect(strategy.calls).toHaveLength(1)
})

test('stops at once: cancels what runs, starts nothing more, leaves no timer', async () => {
  const strategy = recordingStrategy(() => new Promise(() => {}))
  const { miner, clock, logged } = createTestMiner({ strategy, settings: { concurrency: 1 } })
  miner.start()
  await miner.answer(query(wireEvent('a'), wireEvent('b')), VALIDATOR)
  await clock.advance(1000)
  const stopped = miner.stop()
  await clock.advance(0)
  await stopped
  expect(strategy.calls).toHaveLength(1)
  expect(strategy.calls[0]?.context.signal.reason).toMatchObject({ code: 'E_STOPPED' })
  expect(clock.pending()).toBe(0)
  expect(logged).toEqual([])
})

test('lets what runs finish within its grace', async () => {
  const slow = openForecast()
  const strategy = recordingStrategy(() => slow.promise)
  const { miner, clock, store } = createTestMiner({ strategy })
  miner.start()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(1000)
  const stopped = miner.stop({ graceMs: 5000 })
  slow.resolve(RESULT)
  await stopped
  expect(store.forecastHistory('ifgames-a').at(-1)?.probability).toBe(0.8)
  expect(clock.pending()).toBe(0)
})

test('goes on after a stop and a start', async () => {
  const strategy = recordingStrategy(() => RESULT)
  const { miner, clock } = createTestMiner({ strategy })
  miner.start()
  await miner.stop()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(MINUTE_MS)
  expect(strategy.calls).toHaveLength(0)
  miner.start()
  await clock.advance(0)
  expect(strategy.calls).toHaveLength(1)
})
