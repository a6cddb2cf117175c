import { expect, test } from 'vitest'
import {
  createTestMiner,
  MINUTE_MS,
  openForecast,
  query,
  RESULT,
  recordingStrategy,
  START_MS,
  VALIDATOR,
  wireEvent,
} from '../testing/test-miner.ts'

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
