import type { MarketEstimate, MarketQuestion } from '@ig/markets'
import { createManualClock, createMemoryStore, type MinerEvent } from '@ig/miner'
import { expect, onTestFinished, test } from 'vitest'
import { createSilentLog } from '../testing/silent-log.ts'
import { createPriceBook } from './price-book.ts'

const START_MS = Date.UTC(2026, 0, 10)
const POLL_MS = 300_000

const event = (id: string, changes: Partial<MinerEvent> = {}): MinerEvent => ({
  key: `ifgames-${id}`,
  eventId: id,
  marketType: 'POLYMARKET',
  description: `Will ${id} happen?`,
  cutoffUnixSeconds: START_MS / 1000 + 10 * 86_400,
  metadata: {},
  ...changes,
})

const estimateOf = (price: number): MarketEstimate => ({
  probability: price - 0.05,
  quote: {
    venue: 'polymarket',
    marketId: '0xab',
    title: 'Will it?',
    url: null,
    price,
    pricedAt: new Date(START_MS),
    spread: 0.01,
    volume: null,
    closesAt: null,
    resolution: null,
    weight: 1,
  },
})

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })

/** A book over a venue that says what `price` says, and counts what it is asked. */
function openBook(price: (id: string) => number | null | Promise<number>) {
  const clock = createManualClock(START_MS)
  const store = createMemoryStore({ nowMs: clock.nowMs })
  const asked: MarketQuestion[] = []
  const { log, lines } = createSilentLog()
  const estimate = async (question: MarketQuestion, { signal }: { readonly signal: AbortSignal }) => {
    asked.push(question)
    const said = price(question.id ?? '')
    const found = said instanceof Promise ? await Promise.race([said, untilAborted(signal)]) : said
    return found === null ? null : estimateOf(found)
  }
  const book = createPriceBook({ markets: { estimate }, pollMs: POLL_MS, clock, log })
  onTestFinished(() => book.stop())
  const see = (events: MinerEvent[], mayPay = true) =>
    store.see(events, { callerSs58: '5V', nowMs: clock.nowMs(), mayPay }, () => null)
  return { book, clock, store, asked, lines, see }
}

test('a price is at hand soon after its event was first asked for, and kept in the store', async () => {
  const { book, clock, store, asked, see } = openBook(() => 0.62)
  book.start(store)
  await clock.advance(1_000)
  expect(book.price(event('a'), clock.nowMs())).toBeNull()
  see([event('a')])
  await clock.advance(100)
  expect(book.price(event('a'), clock.nowMs())).toEqual({
    price: 0.62,
    probability: 0.57,
    venue: 'polymarket',
  })
  expect(asked[0]).toMatchObject({ id: 'a', marketType: 'POLYMARKET', cutoff: new Date('2026-01-20') })
  store.flush()
  expect(store.priceHistory('ifgames-a')).toMatchObject([
    { price: 0.62, probability: 0.57, marketId: '0xab' },
  ])
})

test('asks for each price every few minutes, and records what moved, or hourly', async () => {
  const prices = [0.5, 0.5, 0.6]
  const { book, clock, store, asked, see } = openBook(() => prices.shift() ?? 0.6)
  see([event('a')])
  book.start(store)
  await clock.advance(2 * 3_600_000 - 1_000)
  expect(asked).toHaveLength(24)
  store.flush()
  const history = store.priceHistory('ifgames-a')
  expect(history.map(({ price }) => price)).toEqual([0.5, 0.6, 0.6])
})

test("a price that could not be had for hours is none; a venue's failure is told and gone on from", async () => {
  let isDown = false
  const { book, clock, store, see, lines } = openBook(() => {
    if (isDown) throw new Error('no route')
    return 0.5
  })
  see([event('a')])
  book.start(store)
  await clock.advance(1_000)
  isDown = true
  await clock.advance(3_600_000)
  expect(book.price(event('a'), clock.nowMs())).not.toBeNull()
  await clock.advance(2 * 3_600_000)
  expect(book.price(event('a'), clock.nowMs())).toBeNull()
  expect(lines.length).toBeGreaterThan(0)
  isDown = false
  await clock.advance(POLL_MS + 10_000)
  expect(book.price(event('a'), clock.nowMs())).not.toBeNull()
})

test("a flood of strangers' events is no flood at the venues, and keeps no payable event waiting", async () => {
  const { book, clock, store, asked, see } = openBook(() => 0.5)
  see(
    Array.from({ length: 1_000 }, (_, index) => event(`s${index}`)),
    false,
  )
  see([event('mine')])
  book.start(store)
  await clock.advance(1_000)
  expect(asked[0]?.id).toBe('mine')
  expect(asked.length).toBeLessThanOrEqual(6)
})

test('a forecaster is given the price at hand, or one that is asked for by the id in the key', async () => {
  const { book, clock, store, asked, see } = openBook(() => 0.62)
  see([event('a')])
  book.start(store)
  await clock.advance(1_000)
  const call = { signal: new AbortController().signal }
  const question = { question: 'Will a happen?', asOf: new Date(clock.nowMs()) }
  expect(await book.port.price({ ...question, id: 'ifgames-a' }, call)).toMatchObject({
    price: 0.62,
    weight: 1,
  })
  expect(asked).toHaveLength(1)
  await book.port.price({ ...question, id: 'ifgames-new-1' }, call)
  expect(asked[1]?.id).toBe('new-1')
})

test('a new event is asked for at once, while a venue hangs on those due again', async () => {
  let isHanging = false
  const { book, clock, store, asked, see } = openBook((id) =>
    isHanging && id !== 'new' ? new Promise(() => {}) : 0.62,
  )
  see(Array.from({ length: 20 }, (_, index) => event(`old${index}`)))
  book.start(store)
  await clock.advance(1_000)
  expect(asked).toHaveLength(20)
  isHanging = true
  await clock.advance(POLL_MS + 1_000)
  expect(asked).toHaveLength(24)
  see([event('new')])
  expect(book.price(event('new'), clock.nowMs())).toBeNull()
  await clock.advance(100)
  expect(book.price(event('new'), clock.nowMs())).toMatchObject({ price: 0.62 })
})
