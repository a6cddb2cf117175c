import { expect, test } from 'vitest'
import {
  createTestMiner,
  HOUR_MS,
  MINUTE_MS,
  openForecast,
  query,
  RESULT,
  recordingStrategy,
  START_MS,
  VALIDATOR,
  wireEvent,
} from '../testing/test-miner.ts'

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

test('tells a forecast up to when news was read for the one before', async () => {
  const said = [null, '2026-01-10T08:10:00.000Z', undefined, null]
  const strategy = recordingStrategy((_call, index) => ({ ...RESULT, newsReadUntil: said[index] }))
  const { miner, clock } = createTestMiner({ strategy })
  miner.start()
  await miner.answer(query(wireEvent('1')), VALIDATOR)
  await clock.advance(13 * HOUR_MS)
  const told = strategy.calls.map(({ context }) => context.earlier)
  expect(told.slice(0, 4)).toEqual([
    null,
    expect.objectContaining({ newsReadUntil: null }),
    expect.objectContaining({ newsReadUntil: new Date('2026-01-10T08:10:00.000Z') }),
    expect.not.objectContaining({ newsReadUntil: expect.anything() }),
  ])
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
