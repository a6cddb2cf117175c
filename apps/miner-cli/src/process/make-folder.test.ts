import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

test('makes what is missing for its owner alone, and is content with what is there', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'ig-folder-')), 'a', 'b')
  makeFolder(path)
  makeFolder(path)
  expect(statSync(path).mode & 0o777).toBe(0o700)
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700)
})

test('a file in the way is an error', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ig-folder-')), 'file')
  writeFileSync(file, '')
  expect(() => makeFolder(file)).toThrow(/EEXIST/)
  expect(() => makeFolder(join(file, 'below'))).toThrow(/ENOTDIR|EEXIST/)
})

test.runIf(process.platform === 'linux')(
  'a folder that the system does not let be made is an error, too',
  () => {
    expect(() => makeFolder('/proc/ig/data')).toThrow(/ENOENT/)
  },
)
