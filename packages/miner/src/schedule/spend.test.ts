import { expect, test } from 'vitest'
import { createMiner } from '../create-miner.ts'
import type { SpendLedger } from '../ports.ts'
import {
  createTestMiner,
  HOUR_MS,
  payingStrategy,
  query,
  RESULT,
  recordingStrategy,
  STRANGER,
  VALIDATOR,
  wireEvent,
} from '../testing/test-miner.ts'

const MINUTE_MS = 60_000

/** A miner that pays a cent a forecast, and every reservation that its ledger granted. */
function createPayingMiner(options: Parameters<typeof createTestMiner>[0] = {}) {
  const strategy = payingStrategy()
  const made = createTestMiner({ strategy, ...options })
  const reserved: { eventKey: string | null; revision: number | null }[] = []
  const { reserve } = made.ledger
  const ledger = made.ledger as { -readonly [K in keyof SpendLedger]: SpendLedger[K] }
  ledger.reserve = (entry) => {
    const reservation = reserve(entry)
    reserved.push({ eventKey: entry.eventKey, revision: entry.revision })
    return reservation
  }
  made.miner.start()
  return { ...made, strategy, reserved }
}

test("a stranger's event is answered and starts no paid forecast, however often it asks", async () => {
  const { miner, clock, reserved, strategy } = createPayingMiner()
  for (let i = 0; i < 10; i += 1) {
    const reply = await miner.answer(query(wireEvent('a'), wireEvent(`b${i}`)), STRANGER)
    expect(reply['ifgames-a']?.probability).toBe(0.3)
    await clock.advance(HOUR_MS)
  }
  expect(strategy.calls).toEqual([])
  expect(reserved).toEqual([])
})

test("a stranger's wording of a validator's event starts no paid forecast and leaves the validator's number", async () => {
  const { miner, clock, reserved } = createPayingMiner()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(MINUTE_MS)
  for (let i = 0; i < 20; i += 1) {
    await miner.answer(query(wireEvent('a', { description: `Will a not happen? ${i}` })), STRANGER)
    await clock.advance(MINUTE_MS)
  }
  expect(reserved).toEqual([{ eventKey: 'ifgames-a', revision: 1 }])
  expect((await miner.answer(query(wireEvent('a')), VALIDATOR))['ifgames-a']?.probability).toBe(0.8)
})

test("a validator that asks for a stranger's event pays for it once", async () => {
  const { miner, clock, reserved } = createPayingMiner()
  await miner.answer(query(wireEvent('a')), STRANGER)
  await clock.advance(MINUTE_MS)
  expect(reserved).toHaveLength(0)
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(0)
  expect(reserved).toHaveLength(1)
  await miner.answer(query(wireEvent('a')), STRANGER)
  await clock.advance(HOUR_MS)
  expect(reserved).toHaveLength(1)
})

test('other white space is the same event: nothing is paid twice', async () => {
  const { miner, clock, reserved } = createPayingMiner()
  for (const description of ['Will a happen?', '  Will  a happen? ', 'Will\ta\nhappen?']) {
    await miner.answer(query(wireEvent('a', { description })), VALIDATOR)
    await clock.advance(MINUTE_MS)
  }
  expect(reserved).toHaveLength(1)
})

test('wordings beyond the daily cap start no paid forecast', async () => {
  const { miner, clock, reserved } = createPayingMiner()
  for (let i = 0; i < 30; i += 1) {
    const reply = await miner.answer(
      query(wireEvent('a', { description: `Will a happen, take ${i}?` })),
      VALIDATOR,
    )
    expect(reply['ifgames-a']?.probability).toBeTypeOf('number')
    await clock.advance(MINUTE_MS)
  }
  expect(reserved.map(({ revision }) => revision)).toEqual([1, 2, 3, 4])
})

test("two validators' wordings of one event do not chase each other", async () => {
  const { miner, clock, reserved } = createPayingMiner()
  // Five hours: two intervals.
  for (let i = 0; i < 30; i += 1) {
    await miner.answer(query(wireEvent('a', { description: 'Will it happen?' })), {
      ss58: 'one',
      mayPay: true,
    })
    await miner.answer(query(wireEvent('a', { description: 'Does it happen?' })), {
      ss58: 'two',
      mayPay: true,
    })
    await clock.advance(10 * MINUTE_MS)
  }
  expect(reserved.map(({ revision }) => revision).sort()).toEqual([1, 1, 2, 2])
})

test('pays once an interval, and again within it only when the price has moved', async () => {
  let price = 0.5
  const { miner, clock, reserved } = createPayingMiner({ marketPrice: () => price })
  const poll = async (minutes: number) => {
    for (let i = 0; i < minutes / 3; i += 1) {
      await miner.answer(query(wireEvent('a')), VALIDATOR)
      await clock.advance(3 * MINUTE_MS)
    }
  }
  await poll(60)
  expect(reserved).toHaveLength(1)
  price = 0.7
  await poll(60)
  expect(reserved).toHaveLength(2)
  await poll(60)
  expect(reserved).toHaveLength(2)
  await poll(120)
  expect(reserved).toHaveLength(3)
})

test('stops paying at the cap until the next UTC day, says so, and goes on answering', async () => {
  const { miner, clock, ledger, reserved } = createPayingMiner({ capUsdPerDay: 0.03 })
  const many = Array.from({ length: 10 }, (_, i) => wireEvent(`e${i}`))
  await miner.answer(query(...many), VALIDATOR)
  await clock.advance(HOUR_MS)
  expect(reserved).toHaveLength(3)
  expect(ledger.spentUsd(clock.nowMs())).toBeCloseTo(0.03, 12)
  expect(miner.status(clock.nowMs())).toMatchObject({
    health: 'degraded',
    degraded: [expect.stringContaining('budget')],
    spend: { capUsd: 0.03, usedUp: true },
    events: { due: 7 },
  })
  const reply = await miner.answer(query(wireEvent('new'), ...many), VALIDATOR)
  expect(Object.values(reply).filter(({ probability }) => probability === 0.8)).toHaveLength(3)
  expect(reply['ifgames-new']?.probability).toBe(0.3)
  await clock.advance(18 * HOUR_MS)
  expect(reserved).toHaveLength(3)
  await clock.advance(2 * HOUR_MS)
  expect(reserved).toHaveLength(6)
})

test('refused attempts at the cap cause no storm of calls', async () => {
  const strategy = payingStrategy(1)
  const { miner, clock, logged } = createTestMiner({ strategy, capUsdPerDay: 0.5 })
  miner.start()
  await miner.answer(query(...Array.from({ length: 50 }, (_, i) => wireEvent(`e${i}`))), VALIDATOR)
  await clock.advance(12 * HOUR_MS)
  expect(strategy.calls.length).toBeLessThanOrEqual(6)
  expect(logged.filter(({ level }) => level === 'warn')).toHaveLength(1)
})

test('worst cases that are only reserved do not end the day: the rest runs one at a time', async () => {
  // Each reserves 0.9 of a cap of 1 and spends a tenth of it.
  const strategy = recordingStrategy(async ({ context }) => {
    const reservation = context.reserve(0.9, 'test')
    await new Promise((resolve) => setImmediate(resolve))
    reservation.settle(0.01)
    return RESULT
  })
  const { miner, clock, store } = createTestMiner({ strategy, capUsdPerDay: 1 })
  miner.start()
  await miner.answer(query(...Array.from({ length: 6 }, (_, i) => wireEvent(`e${i}`))), VALIDATOR)
  await clock.advance(10 * MINUTE_MS)
  const forecasts = Array.from({ length: 6 }, (_, i) => store.forecastHistory(`ifgames-e${i}`).at(-1)?.basis)
  expect(forecasts).toEqual(Array.from({ length: 6 }, () => 'model'))
  expect(miner.status(clock.nowMs()).spend.usedUp).toBe(false)
})

test('a free strategy runs for strangers, and gets no money there', async () => {
  const strategy = recordingStrategy(
    ({ context }) => {
      context.reserve(0.01, 'sneaky')
      return RESULT
    },
    { paid: false },
  )
  const { miner, clock, ledger, logged } = createTestMiner({ strategy })
  miner.start()
  await miner.answer(query(wireEvent('a')), STRANGER)
  await clock.advance(1000)
  expect(strategy.calls).toHaveLength(1)
  expect(ledger.spentUsd(clock.nowMs())).toBe(0)
  expect(logged).toMatchObject([{ values: { error: expect.stringContaining('no caller with permit') } }])
})

test('a strategy left behind at its deadline can reserve nothing more', async () => {
  const strategy = recordingStrategy(() => new Promise(() => {}))
  const { miner, clock, ledger } = createTestMiner({ strategy, settings: { deadlineMs: MINUTE_MS } })
  miner.start()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(2 * MINUTE_MS)
  expect(() => strategy.calls[0]?.context.reserve(0.01, 'late')).toThrow(
    expect.objectContaining({ code: 'E_FORECAST_OVER' }),
  )
  expect(ledger.spentUsd(clock.nowMs())).toBe(0)
})

test('a restart repeats no paid forecast of this interval', async () => {
  const { miner, clock, store, ledger, reserved } = createPayingMiner()
  await miner.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(MINUTE_MS)
  await miner.stop()
  const again = createMiner({ store, ledger, clock, strategy: payingStrategy() })
  again.start()
  await again.answer(query(wireEvent('a')), VALIDATOR)
  await clock.advance(HOUR_MS)
  expect(reserved).toHaveLength(1)
})
