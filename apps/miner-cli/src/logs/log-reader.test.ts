import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openRotatingFile } from '../output/rotating-file.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { linesBackwards, linesForwards } from './file-lines.ts'
import type { LineFilter } from './line-filter.ts'
import { openLogReader } from './log-reader.ts'

const ALL: LineFilter = { minLevel: null, sinceMs: null, text: null }
const line = (time: number, msg: string, level = 30) => JSON.stringify({ level, time, msg })

function openFolder() {
  const folder = join(temporaryFolder(), 'logs')
  mkdirSync(folder)
  const path = join(folder, 'miner.log')
  const add = (...lines: readonly string[]) => appendFileSync(path, lines.map((one) => `${one}\n`).join(''))
  return { folder, path, add }
}

function openReader(folder: string) {
  const reader = openLogReader(folder)
  const messages = (lines: Iterable<{ entry: Readonly<Record<string, unknown>> | null; text: string }>) =>
    [...lines].map(({ entry, text }) => String(entry?.msg ?? text))
  return {
    last: (count: number, filter: Partial<LineFilter> = {}, unfinished = true) =>
      messages(reader.last(count, { ...ALL, ...filter }, { unfinished })),
    added: (filter: Partial<LineFilter> = {}) => messages(reader.added({ ...ALL, ...filter })),
    close: () => reader[Symbol.dispose](),
  }
}

test('forwards and backwards the same lines are found at the same places, whatever is in them', () => {
  const text = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('x'.repeat(70_000))), {
    maxLength: 6,
  })
  const path = join(temporaryFolder(), 'lines')
  fc.assert(
    fc.property(text, fc.boolean(), (texts, hasEnd) => {
      writeFileSync(path, texts.join('\n') + (hasEnd ? '\n' : ''))
      const file = openSync(path, 'r')
      const size = Buffer.byteLength(texts.join('\n')) + (hasEnd ? 1 : 0)
      const forwards = [...linesForwards(file, 0)]
      const backwards = [...linesBackwards(file, size)].toReversed()
      closeSync(file)
      const expected = texts
        .join('\n')
        .split('\n')
        .filter((one) => one !== '')
      expect(forwards.map((one) => one.text)).toEqual(expected)
      expect(backwards.map(({ text, start }) => [text, start])).toEqual(
        forwards.map(({ text, start }) => [text, start]),
      )
    }),
    { numRuns: 40 },
  )
})

test('the last lines are found across files that were moved on', () => {
  const { folder, path, add } = openFolder()
  add(line(1, 'a'), line(2, 'b'))
  renameSync(path, `${path}.1`)
  add(line(3, 'c'), line(4, 'd', 40))
  const reader = openReader(folder)
  expect(reader.last(3)).toEqual(['b', 'c', 'd'])
  expect(reader.last(100)).toEqual(['a', 'b', 'c', 'd'])
  expect(reader.last(0)).toEqual([])
  expect(reader.last(1, { text: 'B' })).toEqual(['b'])
  expect(reader.last(9, { minLevel: 40 })).toEqual(['d'])
  expect(reader.last(Number.POSITIVE_INFINITY, { sinceMs: 2 })).toEqual(['b', 'c', 'd'])
  reader.close()
})

test('a line that was cut off is shown as it is, and followed only when it is whole', () => {
  const { folder, path, add } = openFolder()
  add(line(1, 'a'), 'no JSON', line(2, 'b'))
  appendFileSync(path, '{"level":30,"ti')
  const once = openReader(folder)
  expect(once.last(9)).toEqual(['a', 'no JSON', 'b', '{"level":30,"ti'])
  expect(once.last(9, { minLevel: 10 })).toEqual(['a', 'b'])
  once.close()
  const reader = openReader(folder)
  expect(reader.last(1, {}, false)).toEqual([])
  expect(reader.added()).toEqual([])
  appendFileSync(path, 'me":3,"msg":"c"}\n')
  expect(reader.added()).toEqual(['c'])
  expect(reader.added()).toEqual([])
  reader.close()
})

test('nothing is lost or twice over to somebody who follows while files are moved on, emptied and deleted', () => {
  const { folder, path, add } = openFolder()
  let nowMs = 0
  const file = openRotatingFile({ path, maxBytes: 100, files: 4, nowMs: () => nowMs, onTrouble: () => {} })
  const reader = openReader(folder)
  expect(reader.last(9, {}, false)).toEqual([])
  const seen: string[] = []
  const said: string[] = []
  for (let round = 0; round < 20; round += 1) {
    for (let count = 0; count < (round * 7) % 5; count += 1) {
      nowMs += 1
      said.push(`${round}-${count}`)
      file.write(line(nowMs, `${round}-${count}`))
    }
    seen.push(...reader.added())
  }
  expect(seen).toEqual(said)
  file.close()
  truncateSync(path)
  expect(reader.added()).toEqual([])
  add(line(nowMs, 'after it was emptied'))
  expect(reader.added()).toEqual(['after it was emptied'])
  renameSync(path, join(folder, 'elsewhere'))
  appendFileSync(join(folder, 'elsewhere'), `${line(nowMs, 'late')}\n`)
  expect(reader.added()).toEqual(['late'])
  add(line(nowMs, 'in a new file'))
  expect(reader.added()).toEqual(['in a new file'])
  reader.close()
})

test('a log that begins later is followed from its beginning', () => {
  const { folder, add } = openFolder()
  const reader = openReader(folder)
  expect(reader.added()).toEqual([])
  add(line(1, 'a'))
  expect(reader.added()).toEqual(['a'])
  reader.close()
})
