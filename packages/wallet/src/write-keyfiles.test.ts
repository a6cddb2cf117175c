import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hotkeyPaths } from './wallet-files.ts'
import { writeKeyfiles } from './write-keyfiles.ts'

function folderIn(parent: string): string {
  const folder = mkdtempSync(join(parent, 'ig-keyfiles-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const MEMORY_DISK = '/dev/shm'
const hasTwoDisks = existsSync(MEMORY_DISK) && statSync(MEMORY_DISK).dev !== statSync(tmpdir()).dev

test.skipIf(!hasTwoDisks)('an overwrite that fails brings back a secret that lies on another disk', () => {
  const paths = hotkeyPaths({ path: folderIn(tmpdir()), name: 'miner', hotkey: 'default' })
  const elsewhere = folderIn(MEMORY_DISK)
  const target = join(elsewhere, 'kept')
  writeFileSync(target, '$NACL the old secret')
  mkdirSync(paths.folder, { recursive: true })
  symlinkSync(target, paths.secretFile)
  // Nothing can be written in its place.
  mkdirSync(paths.publicFile)
  const write = () => writeKeyfiles(paths, { secret: 'the new secret', public: '{}' }, { overwrite: true })
  expect(write).toThrow(expect.objectContaining({ code: 'E_WALLET_WRITE' }))
  expect(readFileSync(paths.secretFile, 'utf8')).toBe('$NACL the old secret')
  expect(readdirSync(elsewhere)).toEqual(['kept'])
  expect(readdirSync(paths.folder).toSorted()).toEqual(['default', 'defaultpub.txt'])
})
