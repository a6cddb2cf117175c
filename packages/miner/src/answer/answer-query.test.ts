import { rawJson, stringifyJson } from '@ig/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createReportPolicy } from '../report/report-policy.ts'
import {
  createTestMiner,
  HOUR_MS,
  query,
  RESULT,
  START_MS,
  STRANGER,
  VALIDATOR,
  wireEvent,
} from '../testing/test-miner.ts'

test('answers an event it has never seen, at once, by a prior that it states', async () => {
  const { miner } = createTestMiner()
  const reply = await miner.answer(query(wireEvent('a')), STRANGER)
  expect(reply['ifgames-a']).toEqual({
    ...wireEvent('a'),
    probability: 0.3,
    reasoning:
      'Basis: prior, made 2026-01-10T04:10:00.000Z. No market and no resolved LLM event is known yet: 0.3 of such questions resolve YES.',
    miner_answered: true,
  })
})

test('prefers a market price to a prior, and the model to a price', async () => {
  let price: number | null = null
  const { miner, store } = createTestMiner({ marketPrice: () => price })
  const ask = async () => (await miner.answer(query(wireEvent('a')), VALIDATOR))['ifgames-a']
  expect(await ask()).toMatchObject({ probability: 0.3 })
  price = 0.62
  expect(await ask()).toMatchObject({
    probability: 0.62,
    reasoning: expect.stringContaining('Basis: market'),
  })
  store.appendForecasts([{ ...modelForecast, eventKey: 'ifgames-a', revision: 1, madeAtMs: START_MS }])
  price = 0.1
  expect(await ask()).toMatchObject({
    probability: 0.8,
    reasoning: expect.stringContaining('It usually does.'),
  })
})

test('a price is answered by what it is worth, and kept as it is', async () => {
  const { miner, store } = createTestMiner({
    marketPrice: () => ({ price: 0.62, probability: 0.58, venue: 'polymarket' }),
  })
  const reply = await miner.answer(query(wireEvent('a')), VALIDATOR)
  expect(reply['ifgames-a']).toMatchObject({
    probability: 0.58,
    reasoning: expect.stringMatching(
      /The price at polymarket is 0\.620, which is worth a probability of 0\.580\.$/,
    ),
  })
  expect(store.forecastHistory('ifgames-a')).toMatchObject([{ basis: 'market', market: 0.62 }])
})

test('a price that is certain is answered short of certainty', async () => {
  const { miner } = createTestMiner({ marketPrice: ({ eventId }) => (eventId === 'yes' ? 1 : 0) })
  const reply = await miner.answer(query(wireEvent('yes'), wireEvent('no')), VALIDATOR)
  expect(reply['ifgames-yes']?.probability).toBe(0.999)
  expect(reply['ifgames-no']?.probability).toBe(0.001)
})

test('writes a new forecast only when the price has moved, and keeps a price that is lost', async () => {
  let price: number | null = 0.5
  const { miner, store } = createTestMiner({ marketPrice: () => price })
  const ask = () => miner.answer(query(wireEvent('a')), VALIDATOR)
  for (const next of [0.5, 0.502, 0.504, 0.51, 0.51, null]) {
    price = next
    await ask()
  }
  expect(store.forecastHistory('ifgames-a').map(({ probability }) => probability)).toEqual([0.5, 0.51])
  expect((await ask())['ifgames-a']?.probability).toBe(0.51)
})

test('learns the prior of a market type from its own history', async () => {
  const { miner, store } = createTestMiner()
  const resolved = Array.from({ length: 30 }, (_, i) => wireEvent(`old${i}`, { market_type: 'Azuro' }))
  await miner.answer(query(...resolved), VALIDATOR)
  for (const { event_id } of resolved) store.recordOutcome(`ifgames-${event_id}`, 1, START_MS)
  const reply = await miner.answer(
    query(wireEvent('new', { market_type: 'azuro' }), wireEvent('other')),
    VALIDATOR,
  )
  expect(reply['ifgames-new']?.probability).toBeCloseTo((30 + 0.3 * 20) / 50, 12)
  expect(reply['ifgames-other']?.probability).toBe(0.3)
})

test.each([
  ['description', { description: 'y '.repeat(4_000_000) }],
  ['id', { event_id: 'y'.repeat(2_000) }],
  ['metadata', { metadata: { list: new Array(100_000).fill({}) } }],
])('does not keep an event whose %s is endless, and answers the others', async (_name, overrides) => {
  const { miner, store } = createTestMiner()
  const long = wireEvent('long', overrides)
  const reply = await miner.answer({ long, ...query(wireEvent('fine')) }, VALIDATOR)
  expect(reply.long).toMatchObject({ probability: null, miner_answered: false })
  expect(reply['ifgames-fine']?.miner_answered).toBe(true)
  expect(store.counts(START_MS).live).toBe(1)
})

test.each([
  ['milliseconds instead of seconds', START_MS],
  ['a negative moment', -5],
  ['the year 9999', 253_370_764_800],
  ['beyond every number', rawJson('1e400')],
])('does not answer a cutoff that cannot be meant, and says so once: %s', async (_name, cutoff) => {
  const { miner, logged, store } = createTestMiner()
  const events = query(wireEvent('a', { cutoff }), wireEvent('b', { cutoff }), wireEvent('fine'))
  const reply = await miner.answer(events, VALIDATOR)
  await miner.answer(events, VALIDATOR)
  expect(reply['ifgames-a']).toEqual({
    ...wireEvent('a', { cutoff }),
    probability: null,
    reasoning: 'The cutoff of this event cannot be meant.',
    miner_answered: false,
  })
  expect(reply['ifgames-fine']?.probability).toBe(0.3)
  expect(logged).toHaveLength(1)
  expect(logged[0]).toMatchObject({ level: 'warn', values: { count: 2, firstKey: 'ifgames-a' } })
  expect(store.counts(START_MS).live).toBe(1)
})

test('answers up to the cutoff and not from it on', async () => {
  const { miner, clock } = createTestMiner()
  const events = query(
    wireEvent('a', { cutoff: START_MS / 1000 + 3600 }),
    wireEvent('open', { cutoff: null }),
  )
  await clock.advance(HOUR_MS - 1)
  expect((await miner.answer(events, VALIDATOR))['ifgames-a']?.probability).toBe(0.3)
  await clock.advance(1)
  const reply = await miner.answer(events, VALIDATOR)
  expect(reply['ifgames-a']).toMatchObject({ probability: null, miner_answered: false })
  expect(reply['ifgames-open']?.probability).toBe(0.3)
})

test('an event of June 2024 gets its probability and keeps its shape', async () => {
  const { miner } = createTestMiner()
  const seed = {
    event_id: 'a',
    market_type: 'polymarket',
    probability: null,
    description: 'Will it?',
    starts: 1_718_000_000,
    resolve_date: START_MS / 1000 + 5 * 86_400,
  }
  const over = { ...seed, event_id: 'b', resolve_date: START_MS / 1000 + 3600 }
  const reply = await miner.answer(query(seed, over), VALIDATOR)
  expect(JSON.stringify(reply['ifgames-a'])).toBe(JSON.stringify({ ...seed, probability: 0.3 }))
  expect(JSON.stringify(reply['ifgames-b'])).toBe(JSON.stringify({ ...over, probability: null }))
})

test('sends everything else back as it came, in its order', async () => {
  const { miner } = createTestMiner()
  const event = wireEvent('a', {
    market_type: 'PolyMarket',
    cutoff: rawJson(`${START_MS / 1000 + 86_400}.0`),
    metadata: { nested: { f: rawJson('0.0') } },
    unknown: [1, null],
  })
  const before = stringifyJson(event)
  const reply = await miner.answer({ 'not-the-id': event }, VALIDATOR)
  const { probability, reasoning, miner_answered, ...rest } = reply['not-the-id'] ?? {}
  expect(probability).toBe(0.3)
  const { probability: _p, reasoning: _r, miner_answered: _m, ...sent } = event
  expect(stringifyJson(rest)).toBe(stringifyJson(sent))
  expect(Object.keys(reply['not-the-id'] ?? {})).toEqual(Object.keys(event))
  expect(stringifyJson(event)).toBe(before)
})

test('goes by the key: two keys with one id are two events', async () => {
  const { miner } = createTestMiner({ marketPrice: ({ key }) => (key === 'x' ? 0.2 : 0.9) })
  const reply = await miner.answer({ x: wireEvent('a'), y: wireEvent('a') }, VALIDATOR)
  expect([reply.x?.probability, reply.y?.probability]).toEqual([0.2, 0.9])
})

test('takes __proto__ and constructor for keys like any other', async () => {
  const { miner } = createTestMiner()
  const text = JSON.stringify(wireEvent('a'))
  const withProto = `${text.slice(0, -1)},"__proto__":{"polluted":true}}`
  const events = JSON.parse(`{"__proto__":${withProto},"constructor":${text}}`)
  const reply = await miner.answer(events, STRANGER)
  expect(Object.keys(reply)).toEqual(['__proto__', 'constructor'])
  const own = Object.getOwnPropertyDescriptor(reply, '__proto__')?.value
  expect(own).toMatchObject({ event_id: 'a', probability: 0.3 })
  expect(Object.getOwnPropertyDescriptor(own, '__proto__')?.value).toEqual({ polluted: true })
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('nothing but null or a number from 0 to 1 ever leaves, whatever a policy or a market says', async () => {
  const anything = fc.oneof(
    fc.double(),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0.1, 1.01, 70, '0.7', undefined, null),
  )
  await fc.assert(
    fc.asyncProperty(anything, anything, async (price, report) => {
      const { miner } = createTestMiner({
        marketPrice: () => price as number | null,
        report: () => report as number | null,
      })
      const sent = (await miner.answer(query(wireEvent('a')), VALIDATOR))['ifgames-a']?.probability
      if (sent === null) return
      expect(sent).toBeGreaterThanOrEqual(0)
      expect(sent).toBeLessThanOrEqual(1)
    }),
  )
})

test('a market port that throws costs the price, not the answer', async () => {
  const { miner, logged } = createTestMiner({
    marketPrice: () => {
      throw new Error('no venue')
    },
  })
  expect((await miner.answer(query(wireEvent('a')), VALIDATOR))['ifgames-a']?.probability).toBe(0.3)
  expect(logged[0]?.level).toBe('error')
})

test('a policy that keeps silent sends null and records which forecast was behind it', async () => {
  const { miner, store } = createTestMiner({ report: createReportPolicy('selective') })
  const recorded: unknown[] = []
  store.recordAnswer = (answer) => recorded.push(answer.items)
  const reply = await miner.answer(query(wireEvent('a')), VALIDATOR)
  expect(reply['ifgames-a']).toMatchObject({ probability: null, miner_answered: false })
  expect(recorded).toEqual([[{ forecastId: 1, sent: null }]])
})

test('records who asked when and what was sent', async () => {
  const { miner, store } = createTestMiner()
  const recorded: unknown[] = []
  store.recordAnswer = (answer) => recorded.push(answer)
  await miner.answer(query(wireEvent('a'), wireEvent('over', { cutoff: 1 })), VALIDATOR)
  expect(recorded).toEqual([
    {
      callerSs58: 'validator',
      askedAtMs: START_MS,
      durationMs: 0,
      items: [
        { forecastId: 1, sent: 0.3 },
        { forecastId: null, sent: null },
      ],
    },
  ])
})

test('500 events are answered before the call returns; 1,200 let other work in between, none lost', async () => {
  const { miner } = createTestMiner()
  const many = Array.from({ length: 1200 }, (_, i) => wireEvent(`e${i}`))
  let turns = 0
  const count = () => {
    turns += 1
    ticking = setImmediate(count)
  }
  let ticking = setImmediate(count)
  const first = await miner.answer(query(...many.slice(0, 500)), VALIDATOR)
  expect(turns).toBe(0)
  const all = await miner.answer(query(...many), VALIDATOR)
  clearImmediate(ticking)
  expect(turns).toBeGreaterThan(1)
  expect(Object.keys(first)).toHaveLength(500)
  expect(Object.keys(all)).toEqual(many.map(({ event_id }) => `ifgames-${event_id}`))
  expect(Object.values(all).every(({ probability }) => probability === 0.3)).toBe(true)
})

test('another caller is answered while a large query runs', async () => {
  const { miner } = createTestMiner()
  const order: string[] = []
  const large = Array.from({ length: 3000 }, (_, i) => wireEvent(`e${i}`))
  const slow = miner.answer(query(...large), STRANGER).then(() => order.push('large'))
  await miner.answer(query(wireEvent('a')), VALIDATOR).then(() => order.push('small'))
  await slow
  expect(order).toEqual(['small', 'large'])
})

test('ten thousand long reasonings do not make a reply of 100 MB', async () => {
  const { miner, store } = createTestMiner()
  const events = query(...Array.from({ length: 2000 }, (_, i) => wireEvent(`e${i}`)))
  await miner.answer(events, VALIDATOR)
  store.appendForecasts(
    Object.keys(events).map((eventKey) => ({
      ...modelForecast,
      reasoning: 'because '.repeat(2000),
      eventKey,
      revision: 1,
      madeAtMs: START_MS,
    })),
  )
  expect(JSON.stringify(await miner.answer(events, VALIDATOR)).length).toBeLessThan(6_000_000)
  const one = await miner.answer(query(wireEvent('e0')), VALIDATOR)
  expect(one['ifgames-e0']?.reasoning).toHaveLength(10_000)
})

const { usage: _usage, ...modelResult } = RESULT
const modelForecast = { ...modelResult, costUsd: 0 }
