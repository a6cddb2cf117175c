import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { existingLogFiles } from './log-files.ts'
import { type LogTrouble, openRotatingFile, type RotatingFileOptions } from './rotating-file.ts'

function open(more: Partial<RotatingFileOptions> = {}) {
  const folder = temporaryFolder()
  const path = join(folder, 'logs', 'miner.log')
  const troubles: LogTrouble[] = []
  const clock = { nowMs: 0 }
  const file = openRotatingFile({
    path,
    maxBytes: 20,
    files: 3,
    nowMs: () => clock.nowMs,
    onTrouble: (trouble) => troubles.push(trouble),
    ...more,
  })
  const texts = () => existingLogFiles(join(folder, 'logs')).map((one) => readFileSync(one, 'utf8'))
  return { file, path, folder: join(folder, 'logs'), troubles, clock, texts }
}

test('a full file is moved on, and there are never more than were allowed', () => {
  const { file, texts, folder, path } = open()
  for (const line of [
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
  ])
    file.write(line)
  file.close()
  expect(texts()).toEqual(['five\nsix\nseven\n', 'eight\nnine\nten\n', 'eleven\n'])
  expect(readdirSync(folder).toSorted()).toEqual(['miner.log', 'miner.log.1', 'miner.log.2'])
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('no line is lost, split or twice over, whatever the sizes, and every file but one-line ones is small enough', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-zé]{1,30}$/), { maxLength: 30 }),
      fc.integer({ min: 1, max: 60 }),
      (lines, maxBytes) => {
        const { file, texts } = open({ maxBytes, files: 100 })
        for (const line of lines) file.write(line)
        file.close()
        expect(texts().join('').split('\n').slice(0, -1)).toEqual(lines)
        for (const text of texts())
          expect(Buffer.byteLength(text) <= maxBytes || text.trimEnd().split('\n').length === 1).toBe(true)
      },
    ),
    { numRuns: 30 },
  )
})

test('with one file, it begins anew', () => {
  const { file, texts } = open({ files: 1 })
  for (const line of ['0123456789', 'abcdefghij', 'last']) file.write(line)
  file.close()
  expect(texts()).toEqual(['abcdefghij\nlast\n'])
})

test('a disk that is full costs lines and nothing else; what comes after begins on a line of its own', () => {
  let full = false
  const { file, clock, troubles, texts } = open({
    maxBytes: 1_000,
    write: (descriptor, bytes) => {
      if (!full) return writeSync(descriptor, bytes)
      if (bytes.length > 3) return writeSync(descriptor, bytes.subarray(0, 3))
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    },
  })
  file.write('before')
  full = true
  file.write('cut off')
  file.write('not tried at once')
  clock.nowMs = 6_000
  file.write('refused again')
  full = false
  file.write('not tried at once')
  clock.nowMs = 12_000
  file.write('after')
  file.close()
  const lines = texts().join('').split('\n')
  expect(lines[0]).toBe('before')
  expect(lines.at(-2)).toBe('after')
  expect(lines).not.toContain('not tried at once')
  expect(troubles).toEqual([
    { with: 'writing', reason: 'ENOSPC' },
    { with: 'writing', reason: null },
  ])
})

test('/dev/full, which refuses everything, stops nobody', () => {
  const troubles: LogTrouble[] = []
  const file = openRotatingFile({
    path: '/dev/full',
    maxBytes: Number.POSITIVE_INFINITY,
    files: 1,
    nowMs: () => 0,
    onTrouble: (trouble) => troubles.push(trouble),
  })
  file.write('lost')
  file.write('lost')
  file.close()
  expect(troubles).toEqual([{ with: 'writing', reason: 'ENOSPC' }])
})

test('a folder that cannot be made is tried again later', () => {
  const { file, folder, path, clock, troubles } = open()
  writeFileSync(folder, 'in the way')
  file.write('lost')
  renameSync(folder, `${folder}-moved`)
  clock.nowMs = 6_000
  file.write('kept')
  file.close()
  expect(readFileSync(path, 'utf8')).toBe('kept\n')
  expect(troubles.map(({ reason }) => reason)).toEqual([expect.any(String), null])
})

test('where a full file cannot be moved, it grows on', () => {
  const { file, path, troubles } = open()
  mkdirSync(join(`${path}.2`, 'in the way'), { recursive: true })
  for (const line of ['0123456789', 'abcdefghij', 'last']) file.write(line)
  file.close()
  expect(readFileSync(path, 'utf8')).toBe('0123456789\nabcdefghij\nlast\n')
  expect(troubles).toEqual([{ with: 'rotating', reason: expect.any(String) }])
})

test('reopened, it writes where the path points: to a new file where somebody has moved the old one away', () => {
  const { file, path } = open()
  file.write('old')
  renameSync(path, `${path}.moved`)
  file.reopen()
  file.write('new')
  file.close()
  expect(readFileSync(`${path}.moved`, 'utf8')).toBe('old\n')
  expect(readFileSync(path, 'utf8')).toBe('new\n')
})

test('a file that others emptied is written on, one that others moved on is not moved again', () => {
  const { file, path } = open()
  file.write('0123456789')
  truncateSync(path)
  file.write('abcdefghij')
  expect(readFileSync(path, 'utf8')).toBe('abcdefghij\n')
  renameSync(path, `${path}.1`)
  appendFileSync(path, "another's\n")
  file.write('klmnopqrst')
  file.close()
  expect(readFileSync(path, 'utf8')).toBe("another's\nklmnopqrst\n")
  expect(existsSync(`${path}.2`)).toBe(false)
})
