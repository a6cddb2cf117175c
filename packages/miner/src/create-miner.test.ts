import { expect, test } from 'vitest'
import {
  createTestMiner,
  HOUR_MS,
  query,
  RESULT,
  recordingStrategy,
  START_MS,
  VALIDATOR,
  wireEvent,
} from './testing/test-miner.ts'

test('says what it is doing', async () => {
  const { miner, clock } = createTestMiner({ strategy: recordingStrategy(() => RESULT) })
  expect(miner.status(clock.nowMs())).toEqual({
    health: 'ok',
    degraded: [],
    strategy: 'test',
    events: {
      live: 0,
      forecast: 0,
      byBasis: { model: 0, market: 0, prior: 0 },
      forecastAgeSeconds: null,
      due: 0,
      inFlight: 0,
    },
    interval: { startedAtMs: START_MS - 10 * 60_000, answeredShare: 1 },
    validators: [],
    spend: { todayUsd: 0, byPurpose: {}, capUsd: 2, usedUp: false },
  })
  await miner.answer(query(wireEvent('a'), wireEvent('b')), VALIDATOR)
  expect(miner.status(clock.nowMs())).toMatchObject({
    events: { live: 2, forecast: 2, byBasis: { model: 0, market: 0, prior: 2 }, due: 2, inFlight: 0 },
    interval: { answeredShare: 1 },
    validators: [{ hotkey: 'validator', lastQueryAtMs: START_MS, answers: 1 }],
  })
  await clock.advance(90_000)
  await miner.answer(query(wireEvent('c')), VALIDATOR)
  expect(miner.status(clock.nowMs()).events.forecastAgeSeconds).toEqual({ median: 90, oldest: 90 })
})

test('counts the share of live events answered in this interval, and begins anew with the next', async () => {
  const { miner, clock } = createTestMiner()
  await miner.answer(query(wireEvent('a'), wireEvent('b')), VALIDATOR)
  await clock.advance(4 * HOUR_MS)
  expect(miner.status(clock.nowMs()).interval.answeredShare).toBe(0)
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  expect(miner.status(clock.nowMs()).interval.answeredShare).toBe(0.5)
})

test('answers without a strategy', async () => {
  const { miner, clock } = createTestMiner({ strategy: null, marketPrice: () => 0.4 })
  miner.start()
  expect((await miner.answer(query(wireEvent('a')), VALIDATOR))['ifgames-a']?.probability).toBe(0.4)
  expect(miner.status(clock.nowMs())).toMatchObject({ strategy: null, events: { due: 0 } })
  await miner.stop()
  expect(clock.pending()).toBe(0)
})

test('what is expected to be asked for is forecast before anyone asks', async () => {
  const strategy = recordingStrategy(() => RESULT)
  const { miner, clock } = createTestMiner({ strategy })
  miner.start()
  const { description, cutoff } = wireEvent('a')
  const event = {
    key: 'ifgames-a',
    eventId: 'a',
    marketType: 'LLM',
    description,
    cutoffUnixSeconds: cutoff as number,
    metadata: {},
  }
  miner.expect([event, { ...event, key: 'ifgames-past', cutoffUnixSeconds: START_MS / 1000 - 1 }], 'miner')
  await clock.advance(1_000)
  expect(strategy.calls.map(({ question }) => question.id)).toEqual(['ifgames-a'])
  const first = await miner.answer(query(wireEvent('a')), VALIDATOR)
  expect(first['ifgames-a']).toMatchObject({ probability: 0.8, miner_answered: true })
  expect(miner.status(clock.nowMs()).validators).toHaveLength(1)
  await miner.stop()
})

test('is degraded while the store cannot write', async () => {
  const { miner, clock, store } = createTestMiner()
  const { health } = store
  store.health = () => ({ ...health(), degraded: { reason: 'The disk is full.', sinceMs: START_MS } })
  expect(miner.status(clock.nowMs())).toMatchObject({ health: 'degraded', degraded: ['The disk is full.'] })
})

test('lets the store forget, every few minutes', async () => {
  const { miner, clock, store } = createTestMiner()
  const swept: number[] = []
  store.sweep = (nowMs) => swept.push(nowMs)
  miner.start()
  await clock.advance(11 * 60_000)
  expect(swept).toEqual([START_MS + 5 * 60_000, START_MS + 10 * 60_000])
})
