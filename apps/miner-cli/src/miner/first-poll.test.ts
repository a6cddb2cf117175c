import { createManualClock, createMemoryStore, createMiner, type Strategy } from '@ig/miner'
import type { EventPrediction } from '@ig/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { createSilentLog } from '../testing/silent-log.ts'
import { createEventFeed } from './event-feed.ts'
import { createPriceBook } from './price-book.ts'

const START_MS = Date.UTC(2026, 0, 10)
const SECOND_MS = 1_000
const VALIDATOR = { ss58: '5V', mayPay: true }

const quote = {
  venue: 'polymarket',
  marketId: '0xab',
  title: 'Will it?',
  url: null,
  price: 0.62,
  pricedAt: new Date(START_MS),
  spread: 0.01,
  volume: null,
  closesAt: null,
  resolution: null,
  weight: 1,
}

const wireEvent = (id: string): EventPrediction => ({
  event_id: id,
  market_type: 'ifgames',
  description: `Will ${id} happen? ==Further Information==: As announced.`,
  cutoff: START_MS / 1000 + 10 * 86_400,
  metadata: {},
  probability: null,
  reasoning: null,
  miner_answered: false,
})

const strategy: Strategy = {
  name: 'test',
  paid: true,
  forecast: async () => ({
    probability: 0.8,
    basis: 'model',
    confidence: 0.9,
    market: null,
    reasoning: 'It usually does.',
    samples: [0.8],
    evidence: [],
    usage: { costUsd: 0 },
  }),
}

/** A miner with a price book over a venue that takes `venueMs` for an answer. */
function openMiner({ venueMs = 200, forecasts = false } = {}) {
  const clock = createManualClock(START_MS)
  const store = createMemoryStore({ nowMs: clock.nowMs })
  const { log } = createSilentLog()
  const estimate = async () => {
    await new Promise<void>((resolve) => clock.setTimer(resolve, venueMs))
    return { probability: 0.6, quote }
  }
  const book = createPriceBook({ markets: { estimate }, pollMs: 300_000, clock, log })
  const miner = createMiner({
    store,
    strategy: forecasts ? strategy : null,
    marketPrice: book.price,
    clock,
    random: () => 0.5,
  })
  miner.start()
  book.start(store)
  onTestFinished(async () => {
    await Promise.all([book.stop(), miner.stop()])
  })
  async function poll(ids: readonly string[]): Promise<unknown[]> {
    const events = Object.fromEntries(ids.map((id) => [`ifgames-${id}`, wireEvent(id)]))
    return Object.values(await miner.answer(events, VALIDATOR)).map(({ probability }) => probability)
  }
  return { clock, store, miner, book, log, poll }
}

test('the first poll of new events waits for no venue, and one some seconds later has every price', async () => {
  const { clock, poll } = openMiner()
  // Away from the turns at which prices are looked through.
  await clock.advance(1_234)
  const ids = Array.from({ length: 100 }, (_, index) => `e${index}`)
  // The clock stands still meanwhile: nothing was waited for.
  expect(new Set(await poll(ids))).toEqual(new Set([0.3]))
  await clock.advance(4 * SECOND_MS)
  expect(new Set(await poll(ids))).toEqual(new Set([0.6]))
})

test('an event that a source announced has its price and its forecast at the first poll', async () => {
  const { clock, store, miner, log, poll } = openMiner({ forecasts: true })
  const source = {
    events: async () => [
      {
        eventId: 'a',
        marketType: 'ifgames',
        title: 'Will a happen?',
        description: 'As announced.',
        cutoffUnixSeconds: START_MS / 1000 + 10 * 86_400,
        answer: null,
        resolvedAt: null,
        metadata: {},
      },
    ],
    resolved: async () => [],
  }
  const feed = createEventFeed({
    source: source as never,
    taker: { expect: (events) => miner.expect(events, '5M'), recordOutcome: store.recordOutcome },
    pollMs: 300_000,
    clock,
    log,
  })
  onTestFinished(() => feed.stop())
  feed.start()
  await clock.advance(2 * SECOND_MS)
  expect(await poll(['a'])).toEqual([0.8])
  store.flush()
  expect(store.priceHistory('ifgames-a')).toHaveLength(1)
})
