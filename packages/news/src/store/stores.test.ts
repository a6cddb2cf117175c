import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCassette } from './cassette.ts'
import { openNewsCache } from './news-cache.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ig-news-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('the cache', () => {
  test('keeps what it was given, for its owner only', () => {
    const path = join(folder, 'deep', 'news.sqlite')
    const first = openNewsCache({ path })
    first.set('a', '{"x":1}')
    first.set('a', '{"x":2}')
    first.close()
    const second = openNewsCache({ path })
    expect([second.get('a'), second.get('b')]).toEqual(['{"x":2}', null])
    second.close()
    second.close()
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('forgets what is old when it is opened', () => {
    const path = join(folder, 'news.sqlite')
    const first = openNewsCache({ path, nowMs: () => 1_000 })
    first.set('a', '1')
    first.close()
    const second = openNewsCache({ path, nowMs: () => 3_000, maxAgeMs: 1_000 })
    expect(second.get('a')).toBeNull()
    second.close()
  })

  test('leaves files alone that are not its own', () => {
    const path = join(folder, 'other.sqlite')
    const other = new DatabaseSync(path)
    other.exec('CREATE TABLE t (x)')
    other.close()
    expect(() => openNewsCache({ path })).toThrow('it is no cache of news')
    const text = join(folder, 'text')
    writeFileSync(text, 'not a database, and long enough to be looked at as one'.repeat(40))
    expect(() => openNewsCache({ path: text })).toThrow('cannot be opened')
    expect(readFileSync(text, 'utf8')).toContain('not a database')
  })

  test('two processes can share it', () => {
    const path = join(folder, 'news.sqlite')
    const [one, two] = [openNewsCache({ path }), openNewsCache({ path })]
    one.set('a', '1')
    expect(two.get('a')).toBe('1')
    two.set('b', '2')
    expect(one.get('b')).toBe('2')
    one.close()
    two.close()
  })
})

describe('a cassette', () => {
  test('records, replays and adds', () => {
    const path = join(folder, 'run.jsonl')
    const recording = openCassette({ path, mode: 'record' })
    recording.set('a', '{"x":"\\n"}')
    expect(recording.get('a')).toBe('{"x":"\\n"}')
    expect(recording.get('b')).toBeNull()
    recording.close()
    const replaying = openCassette({ path, mode: 'replay' })
    expect(replaying.get('a')).toBe('{"x":"\\n"}')
    expect(() => replaying.get('b')).toThrow('does not hold an answer')
    const adding = openCassette({ path, mode: 'auto' })
    adding.set('b', '2')
    adding.close()
    expect(openCassette({ path, mode: 'replay' }).get('b')).toBe('2')
    openCassette({ path, mode: 'record' }).close()
    expect(readFileSync(path, 'utf8')).toBe('')
  })

  test('outlives a line that a crash cut', () => {
    const path = join(folder, 'run.jsonl')
    const recording = openCassette({ path, mode: 'record' })
    recording.set('a', '1')
    recording.close()
    appendFileSync(path, '{"key":"b","val')
    const adding = openCassette({ path, mode: 'auto' })
    expect([adding.get('a'), adding.get('b')]).toEqual(['1', null])
    adding.set('b', '2')
    adding.close()
    expect(openCassette({ path, mode: 'replay' }).get('b')).toBe('2')
  })

  test('is refused where it is none, and left as it is', () => {
    const path = join(folder, 'notes.txt')
    writeFileSync(path, 'hello\nworld\n')
    expect(() => openCassette({ path, mode: 'auto' })).toThrow('line 1 is no answer')
    expect(() => openCassette({ path: join(folder, 'none'), mode: 'replay' })).toThrow('no such file')
    expect(readFileSync(path, 'utf8')).toBe('hello\nworld\n')
  })
})
