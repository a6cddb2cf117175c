import { expect, test } from 'vitest'
import {
  createTestMiner,
  MINUTE_MS,
  openForecast,
  query,
  RESULT,
  recordingStrategy,
  VALIDATOR,
  wireEvent,
} from '../testing/test-miner.ts'

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
