import { IgError } from '@ig/errors'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findEventProblem } from './event-check.ts'
import { eventPredictionSchema } from './event-prediction.ts'
import { EventPredictionSynapse } from './event-prediction-synapse.ts'
import { parseJson, stringifyJson } from './json.ts'

const EVENT = { event_id: 'a1', market_type: 'polymarket', description: 'Will it rain?' }
const parse = (json: string) => EventPredictionSynapse.parseFields(parseJson(json))
const withEvent = (json: string) => `{"events":{"polymarket-a1":${json}}}`
const eventWith = (members: string) => withEvent(`${JSON.stringify(EVENT).slice(0, -1)},${members}}`)

describe('tolerated, and kept as it came', () => {
  test.each([
    '"cutoff":null',
    '"cutoff":1754000000',
    '"cutoff":1754000000000',
    '"cutoff":-1',
    '"cutoff":1.5',
    '"cutoff":1754000000.0',
    '"cutoff":1e400',
    '"cutoff":253402300799',
    '"metadata":null',
    '"metadata":{}',
    '"metadata":{"f":1.0,"deep":[{"x":-0}]}',
    '"metadata":{"__proto__":{"polluted":true},"constructor":{"prototype":1}}',
    '"unknown":[1.0]',
    '"__proto__":{"polluted":true}',
    '"starts":1718000000,"resolve_date":null,"probability":null',
    '"probability":0.0',
    '"reasoning":"é","miner_answered":false',
  ])('%s', (members) => {
    const json = eventWith(members)
    expect(stringifyJson(parse(json))).toBe(json)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test.each([
    '{"events":{}}',
    withEvent(JSON.stringify(EVENT)),
    `{"events":{"__proto__":${JSON.stringify(EVENT)}}}`,
    `{"events":{"constructor":${JSON.stringify(EVENT)},"":${JSON.stringify(EVENT)}},"unknown":1.0,"__proto__":2}`,
  ])('%s', (json) => {
    expect(stringifyJson(parse(json))).toBe(json)
  })

  test('the envelope is no field', () => {
    expect(
      parse(
        '{"name":"X","timeout":12.0,"dendrite":{},"axon":{},"total_size":0,"header_size":0,"computed_body_hash":"","events":{}}',
      ),
    ).toEqual({ events: {} })
  })
})

describe('refused, naming the path', () => {
  test.each([
    ['[]', ''],
    ['1.0', ''],
    ['null', ''],
    ['{}', 'events'],
    ['{"events":[]}', 'events'],
    ['{"events":null}', 'events'],
    ['{"events":1.0}', 'events'],
    [withEvent('null'), 'events.polymarket-a1'],
    [withEvent('"text"'), 'events.polymarket-a1'],
    [withEvent('[]'), 'events.polymarket-a1'],
    [withEvent('1.0'), 'events.polymarket-a1'],
    [withEvent('{"market_type":"a","description":"b"}'), 'events.polymarket-a1.event_id'],
    [withEvent('{"market_type":"a","event_id":"b"}'), 'events.polymarket-a1.description'],
    [withEvent('{"description":"a","event_id":"b"}'), 'events.polymarket-a1.market_type'],
    [
      withEvent('{"__proto__":{"event_id":"a","market_type":"b","description":"c"}}'),
      'events.polymarket-a1.event_id',
    ],
    [eventWith('"cutoff":"soon"'), 'events.polymarket-a1.cutoff'],
    [eventWith('"metadata":[]'), 'events.polymarket-a1.metadata'],
    [eventWith('"probability":"0.5"'), 'events.polymarket-a1.probability'],
    [eventWith('"reasoning":1'), 'events.polymarket-a1.reasoning'],
    [eventWith('"miner_answered":1'), 'events.polymarket-a1.miner_answered'],
    [eventWith('"starts":"x"'), 'events.polymarket-a1.starts'],
    [eventWith('"resolve_date":{}'), 'events.polymarket-a1.resolve_date'],
  ])('%s', (json, path) => {
    expect(() => parse(json)).toThrow(
      expect.objectContaining({ code: 'E_SYNAPSE_FIELDS', values: expect.objectContaining({ path }) }),
    )
  })

  test('the message', () => {
    expect(() => parse(withEvent('{}'))).toThrowErrorMatchingInlineSnapshot(
      `[IgError: The body does not fit the synapse EventPredictionSynapse. (path: "events.polymarket-a1.event_id", problem: "is no text")]`,
    )
  })
})

describe('an answer is judged as Python judges it', () => {
  const full = { ...EVENT, cutoff: 1, metadata: {}, probability: 0.5, reasoning: null, miner_answered: true }
  const reply = (event: object) =>
    EventPredictionSynapse.parseReply({ events: { k: event } }).events.k?.probability

  test('probabilities may be text', () => {
    expect(reply({ ...full, probability: '0.25' })).toBe(0.25)
    expect(reply({ ...full, probability: ' 1e-1 ' })).toBe(0.1)
    for (const probability of ['', 'nan', '1.5', 'half', 1.5, -0.1, Number.NaN]) {
      expect(() => reply({ ...full, probability })).toThrow(
        expect.objectContaining({ code: 'E_SYNAPSE_FIELDS' }),
      )
    }
  })

  test.each(['cutoff', 'metadata', 'probability', 'reasoning', 'miner_answered'])(
    'a 2025 event needs %s',
    (field) => {
      const { [field]: _, ...rest } = full as Record<string, unknown>
      expect(() => reply(rest)).toThrow(
        expect.objectContaining({ values: expect.objectContaining({ path: `events.k.${field}` }) }),
      )
    },
  )

  test('a 2024 event needs only its own fields', () => {
    expect(reply({ ...EVENT, probability: 0.5, starts: 1, resolve_date: null })).toBe(0.5)
    expect(() => reply({ ...EVENT, probability: 0.5, starts: 1 })).toThrow(IgError)
  })

  test('what is given is not changed', () => {
    const given = { events: { k: { ...full, probability: '0.25' } } }
    EventPredictionSynapse.parseReply(given)
    expect(given.events.k.probability).toBe('0.25')
  })
})

const scalar = fc.oneof(
  fc.constantFrom(null, undefined, true, '', 'text', 0, -1.5, 1e300),
  fc.constantFrom('1.0', '-0', '1e400').map((text) => parseJson(text)),
  fc.array(fc.nat()),
  fc.dictionary(fc.string(), fc.jsonValue()),
)
const fieldNames = [
  'event_id',
  'market_type',
  'description',
  'cutoff',
  'metadata',
  'probability',
  'reasoning',
  'miner_answered',
  'starts',
  'resolve_date',
  'unknown',
]
const nearlyEvent = fc
  .record({ event_id: fc.string(), market_type: fc.string(), description: fc.string() })
  .chain((event) =>
    fc
      .dictionary(fc.constantFrom(...fieldNames), scalar, { maxKeys: 3 })
      .map((changes) => ({ ...event, ...changes })),
  )

test('the schema and its hand-written twin agree on everything', () => {
  fc.assert(
    fc.property(fc.oneof(nearlyEvent, scalar, fc.anything()), (value) => {
      expect(findEventProblem(value) === null).toBe(eventPredictionSchema.safeParse(value).success)
    }),
    { numRuns: 2000 },
  )
})

test('nothing but an IgError is thrown, whatever the body', () => {
  const body = fc.oneof(
    fc.anything(),
    fc.record({ events: fc.oneof(fc.anything(), fc.dictionary(fc.string(), nearlyEvent)) }),
  )
  fc.assert(
    fc.property(body, (value) => {
      for (const call of ['parseFields', 'parseReply', 'bodyHash'] as const) {
        try {
          EventPredictionSynapse[call](value)
        } catch (error) {
          expect(IgError.isInstance(error)).toBe(true)
        }
      }
    }),
  )
})

test('events pass by reference', () => {
  const body = { events: { k: { ...EVENT } } }
  const { events } = EventPredictionSynapse.parseFields(body)
  expect(events).toBe(body.events)
})
