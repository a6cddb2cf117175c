import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOW_MS, sampleEvent, samplePrior, sampleSighting } from './sample-events.ts'
import { openSqliteStore } from './sqlite-store.ts'

const QUERIES = 8

test('row 44: whatever a power cut leaves of the log, the store opens with whole queries, the first ones', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ig-torn-'))
  const path = join(folder, 'whole.sqlite')
  const open = (file: string) =>
    openSqliteStore({
      path: file,
      nowMs: () => NOW_MS,
      every: () => () => {},
      log: (level, message) => {
        if (level === 'error') throw new Error(message)
      },
    })
  const whole = open(path)
  for (let query = 0; query < QUERIES; query += 1) {
    const events = ['a', 'b', 'c'].map((part) => sampleEvent(`${query}${part}`))
    whole.see(events, sampleSighting(), samplePrior)
  }
  const logBytes = statSync(`${path}-wal`).size
  try {
    fc.assert(
      fc.property(fc.nat({ max: logBytes }), (bytes) => {
        const torn = join(folder, 'torn.sqlite')
        rmSync(`${torn}-shm`, { force: true })
        copyFileSync(path, torn)
        copyFileSync(`${path}-wal`, `${torn}-wal`)
        truncateSync(`${torn}-wal`, bytes)
        const store = open(torn)
        const ids = store.liveRevisions(NOW_MS).map(({ event, latest }) => latest && event.eventId)
        store.close()
        expect(readdirSync(folder).filter((file) => file.includes('backup'))).toEqual([])
        const queries = ids.length / 3
        const expected = Array.from({ length: queries }, (_, query) => [
          `${query}a`,
          `${query}b`,
          `${query}c`,
        ])
        expect(ids).toEqual(expected.flat())
        if (bytes === logBytes) expect(queries).toBe(QUERIES)
      }),
      { numRuns: 40, examples: [[logBytes], [0], [1]] },
    )
  } finally {
    whole.close()
    rmSync(folder, { recursive: true })
  }
})
