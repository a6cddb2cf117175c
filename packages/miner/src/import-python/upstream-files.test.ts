import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createMemoryStore } from '../store/memory-store.ts'
import { importPythonMiner } from './import-python-miner.ts'

const NOW_MS = Date.UTC(2026, 10, 22, 12)
const CUTOFF = Date.UTC(2026, 11, 24, 18) / 1000
const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/python-miner/${name}`, import.meta.url))

test.each(['miner-cache-2024-06.json', 'miner-cache-2025-02.json'])(
  "the upstream's own files are taken over: miner-events.json and %s",
  (cache) => {
    const store = createMemoryStore({ nowMs: () => NOW_MS })
    const report = importPythonMiner({
      store,
      eventsFile: fixture('miner-events.json'),
      cacheFile: fixture(cache),
      nowMs: NOW_MS,
    })
    expect(report).toMatchObject({ newEvents: 6, forecasts: 2 })
    expect(report.files.map(({ badRows }) => badRows)).toEqual([0, 0])
    const live = store.liveRevisions(NOW_MS)
    expect(live.map(({ event, latest }) => [event.key, latest?.probability])).toEqual([
      ['llm-e0', 0.35],
      ['llm-e1', undefined],
      ['llm-e2', undefined],
      ['llm-e3', undefined],
      ['llm-e4', undefined],
      ['polymarket-c1', 0.62],
    ])
    expect(live.every(({ event }) => event.cutoffUnixSeconds === CUTOFF)).toBe(true)
  },
)
