import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMiner } from '../../create-miner.ts'
import { createManualClock, type ManualClock } from '../../manual-clock.ts'
import type { EventStore } from '../../ports.ts'
import {
  HOUR_MS,
  query,
  RESULT,
  recordingStrategy,
  START_MS,
  STRANGER,
  VALIDATOR,
  wireEvent,
} from '../../testing/test-miner.ts'
import { openSqliteStore } from '../sqlite-store.ts'
import { openStoreReader } from './open-store-reader.ts'
import type { StoreReader } from './store-reader.ts'

const DAY_MS = 24 * HOUR_MS
const CUTOFF_MS = START_MS + 10 * DAY_MS
const EVIDENCE = [{ url: 'https://news.example/1', title: 'Works ahead of time' }]

/** Forecasts each event once an interval, for a reasoning and a news call. */
const strategy = recordingStrategy(({ question, context }) => {
  context.reserve(0.05, 'reason: gpt-5-mini').settle(0.02)
  context.reserve(0.01, 'news:exa').settle(0.005)
  const probability = question.id === 'ifgames-dam' ? 0.9 : 0.2
  return { ...RESULT, probability, market: context.market, evidence: EVIDENCE, usage: { costUsd: 0.025 } }
})

/** Lets a miner answer two validators' questions and a stranger's over two days, in a file. */
async function fill(store: EventStore, clock: ManualClock): Promise<void> {
  const miner = createMiner({ store, clock, strategy, random: () => 0.5, marketPrice: () => 0.4 })
  miner.start()
  const asked = query(
    wireEvent('bridge', { description: 'Will the bridge OPEN by June?' }),
    wireEvent('dam', { description: 'Wird der Dämm halten?', market_type: 'azuro' }),
  )
  const late = query(wireEvent('dam', { description: 'Will the dam hold?', market_type: 'azuro' }))
  for (let interval = 0; interval < 4; interval += 1) {
    await miner.answer(interval === 0 ? asked : { ...asked, ...late }, VALIDATOR)
    for (const eventKey of ['ifgames-bridge', 'ifgames-dam']) {
      const venue = { venue: 'polymarket', marketId: '0x1', probability: 0.4, weight: 1 }
      store.recordPrice({ eventKey, atMs: clock.nowMs(), price: (40 + interval) / 100, ...venue })
    }
    await clock.advance(HOUR_MS)
    await miner.answer({ ...asked, ...late }, VALIDATOR)
    await clock.advance(3 * HOUR_MS)
  }
  const strange = query(
    wireEvent('odd', { description: '<script>alert(1)</script>', cutoff: null }),
    wireEvent('dam', { description: 'A stranger says the dam is gone', market_type: 'azuro', cutoff: null }),
  )
  await miner.answer(strange, STRANGER)
  store.recordOutcome('ifgames-dam', 1, clock.nowMs())
  await miner.stop()
  store.flush()
}

describe('beside a running miner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ig-reader-'))
  const path = join(folder, 'miner.sqlite')
  const clock = createManualClock(START_MS)
  let store: EventStore
  let reader: StoreReader
  const keysOf = (query: Partial<Parameters<StoreReader['events']>[0]>) =>
    reader.events({ nowMs: clock.nowMs(), offset: 0, limit: 10, ...query }).rows.map(({ key }) => key)
  const idOf = (key: string) => reader.event({ key }, clock.nowMs())?.id ?? 0

  beforeAll(async () => {
    store = openSqliteStore({ path, nowMs: clock.nowMs, every: () => () => {} })
    reader = openStoreReader(path)
    await fill(store, clock)
  })
  afterAll(() => {
    reader.close()
    store.close()
    rmSync(folder, { recursive: true })
  })

  test('lists events by filters, a page at a time', () => {
    const { rows, total } = reader.events({ nowMs: clock.nowMs(), offset: 1, limit: 1 })
    expect(total).toBe(3)
    expect(rows).toMatchObject([
      {
        key: 'ifgames-dam',
        // The validators' newest wording, not the stranger's.
        description: 'Will the dam hold?',
        marketType: 'AZURO',
        state: 'resolved',
        outcome: 1,
        cutoffMs: CUTOFF_MS,
        payable: true,
        price: 0.43,
        latest: { probability: 0.9, basis: 'model', market: 0.4 },
      },
    ])
    expect(keysOf({})).toEqual(['ifgames-odd', 'ifgames-dam', 'ifgames-bridge'])
    expect(keysOf({ search: 'open BRIDGE' })).toEqual(['ifgames-bridge'])
    expect(keysOf({ search: 'games-o' })).toEqual(['ifgames-odd'])
    expect(keysOf({ search: '%' })).toEqual([])
    expect(keysOf({ state: 'live' })).toEqual(['ifgames-odd', 'ifgames-bridge'])
    expect(keysOf({ state: 'ended', nowMs: CUTOFF_MS })).toEqual(['ifgames-bridge'])
    expect(keysOf({ state: 'resolved' })).toEqual(['ifgames-dam'])
    expect(keysOf({ marketType: 'AZURO' })).toEqual(['ifgames-dam'])
    expect(keysOf({ basis: 'market' })).toEqual(['ifgames-odd'])
    expect(keysOf({ payable: false })).toEqual(['ifgames-odd'])
    expect(keysOf({ payable: true, basis: 'model', search: 'dam' })).toEqual(['ifgames-dam'])
  })

  test('sorts events, and what has nothing to sort by stands last either way', () => {
    expect(keysOf({ reverse: true })).toEqual(['ifgames-bridge', 'ifgames-dam', 'ifgames-odd'])
    expect(keysOf({ sort: 'probability' })).toEqual(['ifgames-dam', 'ifgames-odd', 'ifgames-bridge'])
    expect(keysOf({ sort: 'cutoff' }).at(-1)).toBe('ifgames-odd')
    expect(keysOf({ sort: 'cutoff', reverse: true }).at(-1)).toBe('ifgames-odd')
    expect(keysOf({ sort: 'market-gap' })).toEqual(['ifgames-dam', 'ifgames-bridge', 'ifgames-odd'])
    expect(keysOf({ sort: 'forecast' })[0]).toBe('ifgames-odd')
    expect(reader.eventCounts(clock.nowMs())).toEqual({
      live: 2,
      ended: 0,
      resolved: 1,
      marketTypes: ['AZURO', 'LLM'],
    })
  })

  test('tells all of one event', () => {
    const event = reader.event({ key: 'ifgames-dam' }, clock.nowMs())
    expect(event).toMatchObject({
      key: 'ifgames-dam',
      outcome: 1,
      resolvedAtMs: clock.nowMs(),
      refusedWordings: 0,
      priceCount: 4,
      wordings: [
        {
          revision: 1,
          event: { description: 'Wird der Dämm halten?', metadata: { topics: ['a'] } },
          payable: true,
        },
        { revision: 2, event: { description: 'Will the dam hold?' }, payable: true },
        { revision: 3, event: { description: 'A stranger says the dam is gone' }, payable: false },
      ],
    })
    const forecast = reader.forecast(event?.latestOfModelId ?? 0)
    expect(forecast).toMatchObject({ probability: 0.9, reasoning: RESULT.reasoning, evidence: EVIDENCE })
    const history = store.forecastHistory('ifgames-dam')
    expect(event?.forecastCount).toBe(history.length)
    expect(event?.costUsd).toBeCloseTo(
      history.reduce((sum, { costUsd }) => sum + costUsd, 0),
      9,
    )
    expect(event?.costUsd).toBeGreaterThan(0.1)
    expect(reader.event({ id: event?.id ?? 0 }, clock.nowMs())).toEqual(event)
    // No price of it is on record, but its forecast knew one.
    expect(reader.event({ key: 'ifgames-odd' }, 0)).toMatchObject({ price: 0.4, priceCount: 0 })
    expect(reader.event({ key: 'none' }, 0)).toBeNull()
    expect(reader.event({ id: 99 }, 0)).toBeNull()
    expect(reader.forecast(99_999)).toBeNull()
  })

  test('follows probability and price, and thins out what is too much to draw', () => {
    const id = idOf('ifgames-dam')
    const { forecasts, prices } = reader.course(id)
    const counted = store.forecastHistory('ifgames-dam').filter(({ revision }) => revision < 3)
    expect(forecasts.map(({ id }) => id)).toEqual(counted.map(({ id }) => id))
    expect(prices.map(({ price }) => price)).toEqual([0.4, 0.41, 0.42, 0.43])
    const thin = reader.course(id, { points: 2 })
    expect(thin.prices.map(({ price }) => price)).toEqual([0.42, 0.43])
    expect(thin.forecasts.at(-1)).toEqual(forecasts.at(-1))
    expect(reader.course(99)).toEqual({ forecasts: [], prices: [] })
    const page = reader.forecasts(id, { offset: 0, limit: 2 })
    expect(page.total).toBe(counted.length + 1)
    expect(page.rows.map(({ revision }) => revision)).toEqual([3, 2])
    expect(reader.prices(id, { limit: 1 })).toEqual(store.priceHistory('ifgames-dam').slice(-1))
  })

  test('finds who was told what and when', () => {
    const { rows, complete } = reader.answers(idOf('ifgames-bridge'))
    expect(complete).toBe(true)
    expect(rows.reduce((sum, { times }) => sum + times, 0)).toBe(8)
    expect(rows.every(({ caller }) => caller === 'validator')).toBe(true)
    expect(rows[0]).toMatchObject({ sent: 0.2, lastAtMs: START_MS + 13 * HOUR_MS })
    expect(rows.at(-1)).toMatchObject({ sent: 0.4, firstAtMs: START_MS, times: 1 })
    const odd = reader.answers(idOf('ifgames-odd'))
    expect(odd).toMatchObject({ rows: [{ caller: 'stranger', sent: 0.4, times: 1 }], complete: true })
    const [latest] = rows
    expect(reader.answers(idOf('ifgames-bridge'), { limit: 1 })).toEqual({ rows: [latest], complete: false })
    expect(reader.answers(99)).toEqual({ rows: [], complete: true })
  })

  test('gives decided events with what was believed before the end', () => {
    const decided = [...reader.decided()]
    expect(decided).toMatchObject([
      { key: 'ifgames-dam', marketType: 'AZURO', outcome: 1, endedAtMs: clock.nowMs() },
    ])
    // Two hours after each query, when the forecast and price of that hour stood.
    const hour = (hours: number) => START_MS + hours * HOUR_MS
    expect(decided[0]?.moments).toEqual([
      { atMs: hour(2), probability: 0.9, basis: 'model', price: 0.4 },
      { atMs: hour(6), probability: 0.9, basis: 'model', price: 0.41 },
      { atMs: hour(10), probability: 0.9, basis: 'model', price: 0.42 },
      { atMs: hour(14), probability: 0.9, basis: 'model', price: 0.43 },
    ])
    expect([...reader.decided({ moments: 1 })][0]?.moments).toMatchObject([{ atMs: hour(8), price: 0.42 }])
    expect([...reader.decided({ marketType: 'LLM' })]).toEqual([])
    expect([...reader.decided({ limit: 0 })]).toEqual([])
  })

  test('adds up money by day, purpose and event', () => {
    const nowMs = clock.nowMs()
    const days = reader.spendByDay(nowMs, 7)
    expect(days.map(({ day, purpose }) => [day, purpose])).toEqual([
      ['2026-01-10', 'news:exa'],
      ['2026-01-10', 'reason: gpt-5-mini'],
    ])
    const spent = strategy.calls.length * 0.025
    expect(reader.spentTodayUsd(nowMs)).toBeCloseTo(spent, 9)
    expect(days.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(spent, 9)
    const events = reader.spendByEvent(nowMs, { days: 7, limit: 10 })
    expect(events.map(({ key }) => key).toSorted()).toEqual(['ifgames-bridge', 'ifgames-dam'])
    expect(events.find(({ key }) => key === 'ifgames-dam')).toMatchObject({
      description: 'Will the dam hold?',
    })
    expect(events[0]?.usd).toBeGreaterThanOrEqual(events[1]?.usd ?? 0)
    const open = store.ledger({ capUsdPerDay: 9 })
    open.reserve({ usd: 1, purpose: 'open', eventKey: null, revision: null, nowMs })
    expect(reader.spendByDay(nowMs, 1).find(({ purpose }) => purpose === 'open')).toEqual({
      ...{ day: '2026-01-10', purpose: 'open', calls: 1, usd: 1, openUsd: 1 },
    })
    expect(reader.spendByDay(nowMs + DAY_MS, 1)).toEqual([])
  })

  test('says who asked', () => {
    const [stranger, validator] = reader.validators(clock.nowMs())
    expect(stranger).toMatchObject({ hotkey: 'stranger', answers: 1, mayPay: false })
    expect(validator).toMatchObject({ hotkey: 'validator', answers: 8, mayPay: true, answersLastDay: 8 })
    expect(validator?.p95Ms).toBe(0)
  })

  test('gives every row, for exports', () => {
    const { rows } = reader
    expect([...rows.events()].map(({ event, revision }) => [event.key, revision])).toEqual([
      ['ifgames-bridge', 1],
      ['ifgames-dam', 1],
      ['ifgames-dam', 2],
      ['ifgames-odd', 1],
      ['ifgames-dam', 3],
    ])
    const all = ['ifgames-bridge', 'ifgames-dam', 'ifgames-odd'].flatMap((key) => store.forecastHistory(key))
    expect([...rows.forecasts()]).toEqual(all.toSorted((a, b) => a.id - b.id))
    expect([...rows.prices()]).toHaveLength(8)
    expect([...rows.outcomes()]).toMatchObject([{ eventKey: 'ifgames-dam', marketType: 'AZURO', outcome: 1 }])
    const answers = [...rows.answers()]
    expect(answers.map(({ callerSs58 }) => callerSs58)).toEqual([...Array(8).fill('validator'), 'stranger'])
    expect(answers.at(-1)).toMatchObject({
      durationMs: 0,
      items: [
        { eventKey: 'ifgames-odd', sent: 0.4 },
        // A stranger is told what is believed of the validators' wording of the same event, if it had no room for his.
        { eventKey: 'ifgames-dam', sent: 0.4 },
      ],
    })
    expect([...rows.spend()][0]).toMatchObject({ day: '2026-01-10', reservedUsd: 0.05, settledUsd: 0.02 })
  })

  test('sees one state of the store in calls that belong together', () => {
    const outcomes = () => [...reader.rows.outcomes()].length
    reader.together(() => {
      expect(outcomes()).toBe(1)
      store.recordOutcome('ifgames-odd', 0, clock.nowMs())
      expect(outcomes()).toBe(1)
    })
    expect(outcomes()).toBe(2)
    // What was not read to its end holds on to nothing.
    for (const _ of reader.rows.outcomes()) break
    store.recordOutcome('ifgames-bridge', 0, clock.nowMs())
    expect(outcomes()).toBe(3)
  })
})
