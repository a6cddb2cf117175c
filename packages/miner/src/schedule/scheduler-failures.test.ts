import { IgError } from '@ig/errors'
import { expect, test } from 'vitest'
import {
  createTestMiner,
  HOUR_MS,
  MINUTE_MS,
  query,
  RESULT,
  recordingStrategy,
  VALIDATOR,
  wireEvent,
} from '../testing/test-miner.ts'

const rateLimited = new IgError({ code: 'E_RATE_LIMIT', message: 'Too many.', retryable: true })

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
