import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { replaceFile } from './replace-file.ts'

test('a file is replaced as a whole, is for its owner alone, and leaves nothing beside it', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'state.json')
  writeFileSync(path, 'a longer text of before', { mode: 0o644 })
  replaceFile(path, 'new')
  expect(readFileSync(path, 'utf8')).toBe('new')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['state.json'])
})

test('the half that a killed process of the same number has left is written over', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'state.json')
  writeFileSync(`${path}.${process.pid}.new`, 'the half of a much longer text')
  replaceFile(path, 'new')
  expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['state.json'], 'new'])
})

test('where it cannot take its place, what stands there stays and nothing is left beside it', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'state.json')
  mkdirSync(join(path, 'in the way'), { recursive: true })
  expect(() => replaceFile(path, 'new')).toThrow()
  expect([readdirSync(folder), readdirSync(path)]).toEqual([['state.json'], ['in the way']])
})
