import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileNonceJournal } from './nonce-journal.ts'

const SECOND = 1_000_000_000n
const now = 1_795_000_000n * SECOND
const key = 'ab'.repeat(32)
let folder = ''
let path = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ig-journal-'))
  path = join(folder, 'nonces')
})
afterEach(() => rmSync(folder, { recursive: true }))

const record = (nonceNs: bigint, uuid: string | null = 'u-1') => ({ publicKeyHex: key, uuid, nonceNs })

test('remembers across a restart what is still inside the window', () => {
  const journal = fileNonceJournal(path, () => now)
  expect([...journal.load(now)]).toEqual([])
  journal.append(record(now - 125n * SECOND))
  journal.append(record(now))
  journal.append(record(now + 1n, null))
  journal.close()
  expect([...fileNonceJournal(path).load(now)]).toEqual([record(now), record(now + 1n, null)])
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('is written when append returns: a killed process forgets nothing', () => {
  const script = `
    import { fileNonceJournal } from ${JSON.stringify(new URL('./nonce-journal.ts', import.meta.url).href)}
    const journal = fileNonceJournal(${JSON.stringify(path)})
    journal.append({ publicKeyHex: '${key}', uuid: 'u-1', nonceNs: ${now}n })
    process.kill(process.pid, 'SIGKILL')`
  const child = spawnSync(process.execPath, ['--conditions=@ig/source', '--input-type=module', '-e', script])
  expect(child.signal).toBe('SIGKILL')
  expect([...fileNonceJournal(path).load(now)]).toEqual([record(now)])
})

test('row 44: drops a torn last line, and goes on after it', () => {
  const journal = fileNonceJournal(path, () => now)
  journal.append(record(now))
  journal.close()
  appendFileSync(path, '["17950000000')
  const reopened = fileNonceJournal(path, () => now)
  expect([...reopened.load(now)]).toEqual([record(now)])
  reopened.append(record(now + 1n))
  reopened.close()
  expect([...fileNonceJournal(path).load(now)]).toEqual([record(now), record(now + 1n)])
})

test('row 45: survives a file of rubbish', () => {
  writeFileSync(path, 'null\n[1,2]\n["x","y","z"]\n\u0000\n')
  expect([...fileNonceJournal(path).load(now)]).toEqual([])
})

test('is bounded: every window starts a new file, and never loses what still counts', () => {
  let nowNs = now
  const journal = fileNonceJournal(path, () => nowNs)
  journal.load(nowNs)
  for (let at = 0; at < 1_000; at++) {
    nowNs += SECOND
    journal.append(record(nowNs))
  }
  journal.close()
  const lines =
    readFileSync(path, 'utf8').split('\n').length + readFileSync(`${path}.1`, 'utf8').split('\n').length
  expect(lines).toBeLessThan(280)
  expect([...fileNonceJournal(path).load(nowNs)]).toHaveLength(125)
})

test('says what is wrong with a folder that is not there', () => {
  expect(() => fileNonceJournal(join(folder, 'no', 'nonces')).append(record(now))).toThrow(
    /E_NONCE_JOURNAL|cannot be opened/,
  )
})

test('row 43: what was accepted while the disk refused is kept, and written when it takes it again', () => {
  let nowNs = now
  const journal = fileNonceJournal(path, () => nowNs)
  // Nothing can be opened where a folder lies.
  mkdirSync(path)
  expect(() => journal.append(record(now))).toThrow(/E_NONCE_JOURNAL|cannot be opened/)
  rmSync(path, { recursive: true })
  // It is not tried at every request.
  expect(() => journal.append(record(now + 1n))).toThrow(/cannot be opened/)
  expect(journal.waiting?.()).toBe(2)
  nowNs += SECOND
  journal.append(record(now + 2n))
  expect(journal.waiting?.()).toBe(0)
  journal.close()
  expect([...fileNonceJournal(path).load(now)]).toEqual([record(now), record(now + 1n), record(now + 2n)])
})

test('row 43: what waits for the disk is bounded by the window of requests', () => {
  let nowNs = now
  const journal = fileNonceJournal(path, () => nowNs)
  mkdirSync(path)
  for (let at = 0; at < 5_000; at++) {
    nowNs += SECOND
    expect(() => journal.append(record(nowNs))).toThrow()
  }
  expect(journal.waiting?.()).toBeLessThan(1_100)
})

test('row 43: a file that cannot be moved on takes what comes', () => {
  let nowNs = now
  const journal = fileNonceJournal(path, () => nowNs)
  journal.append(record(nowNs))
  mkdirSync(`${path}.1`)
  nowNs += 200n * SECOND
  expect(() => journal.append(record(nowNs))).toThrow(/cannot be rotated/)
  rmSync(`${path}.1`, { recursive: true })
  const late = nowNs
  nowNs += SECOND
  journal.append(record(nowNs))
  journal.close()
  expect([...fileNonceJournal(path).load(nowNs)]).toEqual([record(late), record(nowNs)])
})
