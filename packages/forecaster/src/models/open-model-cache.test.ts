import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCallLog, timingsToPrint } from './call-log.ts'
import { openModelCache } from './open-model-cache.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ig-models-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('keeps what it was given, for its owner only', () => {
  const path = join(folder, 'deep', 'models.sqlite')
  const first = openModelCache({ path })
  first.set('a', '1')
  first.set('a', '2')
  first.close()
  const second = openModelCache({ path })
  expect([second.get('a'), second.get('b')]).toEqual(['2', null])
  second.close()
  second.close()
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('is shared by two processes', () => {
  const path = join(folder, 'models.sqlite')
  const [one, two] = [openModelCache({ path }), openModelCache({ path })]
  one.set('a', '1')
  expect(two.get('a')).toBe('1')
  one.close()
  two.close()
})

test('forgets what is old when it is opened', () => {
  const path = join(folder, 'models.sqlite')
  const first = openModelCache({ path, nowMs: () => 1_000 })
  first.set('a', '1')
  first.close()
  const second = openModelCache({ path, nowMs: () => 3_000, maxAgeMs: 1_000 })
  expect(second.get('a')).toBeNull()
  second.close()
})

test('leaves files alone that are not its own', () => {
  const path = join(folder, 'other.sqlite')
  const other = new DatabaseSync(path)
  other.exec('CREATE TABLE t (x)')
  other.close()
  expect(() => openModelCache({ path })).toThrow("it is no cache of models' answers")
  const text = join(folder, 'text')
  writeFileSync(text, 'not a database, and long enough to be looked at as one'.repeat(40))
  expect(() => openModelCache({ path: text })).toThrow(expect.objectContaining({ code: 'E_MODEL_CACHE' }))
})

test('a replay prints the timings of the original, a run that asked anybody prints its own', () => {
  const cache = openModelCache({ path: join(folder, 'models.sqlite') })
  const runOf = (keys: readonly [string, boolean][]) => {
    const calls = createCallLog()
    for (const [key, isReplay] of keys) calls.add(key, isReplay)
    return calls
  }
  const print = (calls: ReturnType<typeof createCallLog>, total: number, subject = 'q') =>
    timingsToPrint({ total }, { cache, calls, subject })
  expect(
    print(
      runOf([
        ['a', false],
        ['b', false],
      ]),
      900,
    ),
  ).toEqual({ total: 900 })
  expect(
    print(
      runOf([
        ['b', true],
        ['a', true],
      ]),
      5,
    ),
  ).toEqual({ total: 900 })
  expect(
    print(
      runOf([
        ['b', true],
        ['a', true],
      ]),
      5,
      'another',
    ),
  ).toEqual({ total: 5 })
  expect(
    print(
      runOf([
        ['a', true],
        ['b', false],
      ]),
      400,
    ),
  ).toEqual({ total: 400 })
  expect(timingsToPrint({ total: 1 }, { cache: undefined, calls: runOf([]), subject: 'q' })).toEqual({
    total: 1,
  })
  cache.close()
})
