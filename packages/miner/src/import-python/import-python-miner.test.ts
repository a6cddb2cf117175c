import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringifyJson } from '@ig/protocol'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventStore } from '../ports.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { NOW_MS, sampleEvent, samplePrior, sampleSighting } from '../store/sample-events.ts'
import { importPythonMiner } from './import-python-miner.ts'

const WRITTEN_MS = NOW_MS - 3_600_000
const CUTOFF = Date.UTC(2026, 11, 24, 18) / 1000

let folder: string
let store: EventStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ig-import-'))
  store = createMemoryStore({ nowMs: () => NOW_MS })
})
afterEach(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  utimesSync(path, WRITTEN_MS / 1000, WRITTEN_MS / 1000)
  return path
}

const importEvents = (text: string) =>
  importPythonMiner({ store, eventsFile: file('miner-events.json', text), nowMs: NOW_MS })

const importCache = (text: string) =>
  importPythonMiner({ store, cacheFile: file('.miner-cache.json', text), nowMs: NOW_MS })

/** A row as Python's `json.dump(..., indent=2)` of the miner's model writes it. */
function eventRow(id: string, changes: Record<string, string> = {}): string {
  const fields = {
    event_id: JSON.stringify(id),
    market_type: '"LLM"',
    description: '"Will caf\\u00e9s open on Christmas Eve?"',
    cutoff: '"2026-12-24T18:00:00+00:00"',
    metadata: '{\n      "topics": [\n        "food"\n      ],\n      "odds": 1.0\n    }',
    probability: '0.35',
    reasoning: '"Most do."',
    miner_answered: 'false',
    status: '"RESOLVED"',
    ...changes,
  }
  const lines = Object.entries(fields).map(([name, value]) => `    "${name}": ${value}`)
  return `  "llm-${id}": {\n${lines.join(',\n')}\n  }`
}

function cacheRow(id: string, changes: Record<string, unknown> = {}, status = 'COMPLETED'): string {
  const event = {
    event_id: id,
    market_type: 'POLYMARKET',
    probability: 0.62,
    description: 'Will it rain?',
    starts: null,
    resolve_date: CUTOFF + 86_400,
    cutoff: CUTOFF - 3_600,
    ...changes,
  }
  return `    "polymarket-${id}": ${JSON.stringify({ event, status }, null, 4)}`
}

const asFile = (...rows: string[]) => `{\n${rows.join(',\n')}\n}`

const latestOf = (key: string) => store.liveRevisions(NOW_MS).find(({ event }) => event.key === key)?.latest

test('an event is taken over with its forecast, as a validator will ask for it', () => {
  const report = importEvents(asFile(eventRow('a1')))
  expect(report).toMatchObject({ newEvents: 1, forecasts: 1, files: [{ rows: 1, badRows: 0, kept: 0 }] })
  const asked = {
    key: 'llm-a1',
    eventId: 'a1',
    marketType: 'LLM',
    description: 'Will cafés open on Christmas Eve?',
    cutoffUnixSeconds: CUTOFF,
    metadata: {},
  }
  const [seen] = store.see([asked], sampleSighting(), samplePrior)
  expect(seen).toMatchObject({ change: 'known', revision: 1, payable: true })
  expect(seen?.latest).toMatchObject({
    probability: 0.35,
    basis: 'model',
    reasoning: 'Most do.',
    madeAtMs: WRITTEN_MS,
  })
  expect(stringifyJson(seen?.event.metadata)).toBe('{"topics":["food"],"odds":1.0}')
})

test.each([
  ['0.5', 'null', 'exactly 0.5, as after a failure'],
  ['1', '"Dummy forecaster reasoning"', 'exactly 0 or 1, as the random forecaster draws'],
  ['0', 'null', 'exactly 0 or 1, as the random forecaster draws'],
  ['1.0', 'null', 'exactly 0 or 1, as the random forecaster draws'],
  ['NaN', 'null', 'no number'],
  ['null', 'null', 'no number'],
  ['-Infinity', 'null', 'no number'],
  ['70', 'null', 'outside 0 to 1'],
])('the number %s is not believed: the event comes without a forecast', (probability, reasoning, reason) => {
  const report = importEvents(asFile(eventRow('a1', { probability, reasoning })))
  expect(report).toMatchObject({ newEvents: 1, forecasts: 0, files: [{ withoutForecast: { [reason]: 1 } }] })
  expect(latestOf('llm-a1')).toBeNull()
})

test('what the Python miner had not forecast comes without a forecast', () => {
  const report = importEvents(asFile(eventRow('a1', { status: '"UNRESOLVED"' })))
  expect(report.files[0]?.withoutForecast).toEqual({ 'not forecast yet': 1 })
})

test('a forecast near the edge is held inside the range', () => {
  importEvents(asFile(eventRow('a1', { probability: '1e-05' })))
  expect(latestOf('llm-a1')?.probability).toBe(0.001)
})

test('bad rows are counted with their reasons, and the good ones kept', () => {
  const report = importEvents(
    asFile(
      eventRow('good'),
      '  "llm-b1": 7',
      '  "llm-b2": {}',
      eventRow('b3', { cutoff: '"soon"' }),
      eventRow('b4', { probability: '"0.7"' }),
      eventRow('b5', { cutoff: '"0001-01-01T00:00:00+00:00"' }),
      eventRow('b6', { metadata: '[]' }),
    ),
  )
  expect(report).toMatchObject({ newEvents: 1, forecasts: 1 })
  expect(report.files[0]?.badRows).toBe(6)
  expect(report.files[0]?.problems).toMatchInlineSnapshot(`
    [
      {
        "key": "llm-b1",
        "problem": "the row: Invalid input: expected object, received number",
      },
      {
        "key": "llm-b2",
        "problem": "event_id: Invalid input: expected string, received undefined",
      },
      {
        "key": "llm-b3",
        "problem": "cutoff: is not a date",
      },
      {
        "key": "llm-b4",
        "problem": "probability: is not a number",
      },
      {
        "key": "llm-b5",
        "problem": "cutoff: names a moment that cannot be meant",
      },
      {
        "key": "llm-b6",
        "problem": "metadata: is not an object",
      },
    ]
  `)
})

test('of a file whose writing was interrupted the whole rows are kept', () => {
  const whole = asFile(eventRow('a1'), eventRow('a2'), eventRow('a3'))
  const report = importEvents(whole.slice(0, whole.indexOf('"llm-a3"') + 200))
  expect(report).toMatchObject({ newEvents: 2, forecasts: 2, files: [{ isCutOff: true, rows: 2 }] })
})

test.each(['', 'null', '[]', '7', 'not json', '{"a": 1'])('%j is no file of the Python miner', (text) => {
  expect(() => importEvents(text)).toThrow(expect.objectContaining({ code: 'E_IMPORT_FORMAT' }))
})

test('a missing file, and none at all, are said', () => {
  expect(() => importPythonMiner({ store, eventsFile: join(folder, 'nowhere.json'), nowMs: NOW_MS })).toThrow(
    expect.objectContaining({ code: 'E_IMPORT_FILE' }),
  )
  expect(() => importPythonMiner({ store, nowMs: NOW_MS })).toThrow(
    expect.objectContaining({ code: 'E_IMPORT_NOTHING' }),
  )
})

test('what the store knows already is kept', () => {
  const own = sampleEvent('a1', { key: 'llm-a1', description: 'A newer wording?' })
  const [seen] = store.see([own], sampleSighting(), samplePrior)
  const report = importEvents(asFile(eventRow('a1'), eventRow('a2')))
  expect(report.files[0]).toMatchObject({ kept: 1, newEvents: 1, forecasts: 1 })
  expect(store.forecastHistory('llm-a1')).toEqual([seen?.latest])
})

test('importing twice changes nothing', () => {
  const text = asFile(eventRow('a1'), eventRow('a2', { probability: '0.5' }))
  importEvents(text)
  const before = store.liveRevisions(NOW_MS)
  expect(importEvents(text)).toMatchObject({ newEvents: 0, forecasts: 0, files: [{ kept: 1 }] })
  expect(store.liveRevisions(NOW_MS)).toEqual(before)
})

test.each([
  ['polymarket', { resolve_date: CUTOFF + 86_400, cutoff: CUTOFF - 3_600 }],
  ['polymarket, later', { resolve_date: CUTOFF + 86_400, cutoff: CUTOFF }],
  ['azuro', { market_type: 'AZURO', starts: CUTOFF, resolve_date: null, cutoff: CUTOFF - 1_800 }],
  ['acled', { market_type: 'ACLED', starts: CUTOFF, resolve_date: CUTOFF + 9, cutoff: CUTOFF - 600 }],
  ['named by the validator', { starts: null, resolve_date: null, cutoff: CUTOFF }],
])("the seed's cache gives the cutoff that validators mean: %s", (_name, changes) => {
  const report = importCache(asFile(cacheRow('c1', changes)))
  expect(report).toMatchObject({ newEvents: 1, forecasts: 1 })
  expect(store.liveRevisions(NOW_MS)).toMatchObject([
    { event: { key: 'polymarket-c1', cutoffUnixSeconds: CUTOFF }, latest: { probability: 0.62 } },
  ])
})

test('a rerun that gave nothing leaves the number before it', () => {
  importCache(asFile(cacheRow('c1', { probability: null, prev_prob: 0.3, retries: 1, next_try: 1 })))
  expect(latestOf('polymarket-c1')?.probability).toBe(0.3)
})

test('the newer file stands against the older one', () => {
  const report = importPythonMiner({
    store,
    eventsFile: file('miner-events.json', asFile(eventRow('a1'))),
    cacheFile: file('.miner-cache.json', asFile(cacheRow('c1').replace('polymarket-c1', 'llm-a1'))),
    nowMs: NOW_MS,
  })
  expect(report.files).toMatchObject([{ forecasts: 1 }, { forecasts: 0, kept: 1 }])
  expect(latestOf('llm-a1')?.probability).toBe(0.35)
})

test('no file of any kind makes it throw anything but an IgError', () => {
  const anyRow = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        event_id: fc.oneof(fc.string(), fc.jsonValue()),
        market_type: fc.string(),
        description: fc.string({ unit: 'binary' }),
        cutoff: fc.oneof(fc.string(), fc.integer(), fc.date({ noInvalidDate: true })),
        metadata: fc.jsonValue(),
        probability: fc.jsonValue(),
        reasoning: fc.jsonValue(),
        status: fc.constantFrom('RESOLVED', 'UNRESOLVED', 7),
      },
      { requiredKeys: [] },
    ),
  )
  const anyText = fc.oneof(
    fc.string(),
    fc.dictionary(fc.string(), anyRow).map((rows) => JSON.stringify(rows)),
    fc
      .tuple(fc.dictionary(fc.string(), anyRow), fc.nat())
      .map(([rows, cut]) => JSON.stringify(rows).slice(0, cut)),
  )
  fc.assert(
    fc.property(anyText, (text) => {
      try {
        const [report] = importEvents(text).files
        expect((report?.newEvents ?? 0) + (report?.badRows ?? 0)).toBeLessThanOrEqual(report?.rows ?? 0)
      } catch (error) {
        expect(error).toMatchObject({ code: 'E_IMPORT_FORMAT' })
      }
    }),
    { numRuns: 100 },
  )
})
