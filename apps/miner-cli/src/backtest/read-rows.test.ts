import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { predictionRow } from './prediction-row.ts'
import { readRows } from './read-rows.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ig-rows-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const good = '{"question":"q","base":[0.5],"outcome":1,"platform":null}'

function read(content: string) {
  const file = join(folder, 'rows.jsonl')
  writeFileSync(file, content)
  return readRows(file, predictionRow)
}

test('reads rows, whatever the line ends, and passes over empty lines', () => {
  expect(read(`\uFEFF${good}\r\n\n${good}`)).toHaveLength(2)
})

test.each([
  ['a line that is not JSON', `${good}\n{`, { line: 2 }],
  ['a probability in percent', '{"question":"q","base":[50],"outcome":1}', { line: 1, at: 'base.0' }],
  ['an outcome of a half', '{"question":"q","base":[0.5],"outcome":0.5}', { line: 1, at: 'outcome' }],
  ['a row without predictions', '{"question":"q","base":[],"outcome":1}', { line: 1, at: 'base' }],
  ['no rows', '\n', {}],
])('refuses %s and says where', (_, content, where) => {
  expect(() => read(content)).toThrow(
    expect.objectContaining({ code: 'E_BACKTEST_FILE', values: expect.objectContaining(where) }),
  )
})

test('refuses a file that is not there', () => {
  expect(() => readRows(join(folder, 'none'), predictionRow)).toThrow(
    expect.objectContaining({ code: 'E_BACKTEST_FILE' }),
  )
})
