import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { publicAddress } from './find-hotkey.ts'
import { encryptKeyfile } from './keyfile-encryption.ts'
import * as nacl from './nacl-file.ts'
import * as reading from './read-keyfile.ts'

vi.mock('./nacl-file.ts', { spy: true })
vi.mock('./read-keyfile.ts', { spy: true })

test('what was opened to check an encryption is overwritten', async () => {
  const plain = Buffer.from('a secret')
  await encryptKeyfile(plain, 'pass', {
    deriveKey: async () => new Uint8Array(32).fill(1),
    signal: undefined,
  })
  expect(vi.mocked(nacl.openNacl).mock.results.map(({ value }) => Buffer.from(value))).toEqual([
    Buffer.alloc(plain.length),
  ])
  expect(plain.toString()).toBe('a secret')
})

test('a key file that was read for its address is overwritten', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ig-wiped-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'default')
  writeFileSync(
    file,
    JSON.stringify({ publicKey: `0x${'01'.repeat(32)}`, secretSeed: `0x${'02'.repeat(32)}` }),
  )
  publicAddress(file)
  const [read] = vi.mocked(reading.readKeyfile).mock.results
  expect(new Set(read?.value as Buffer)).toEqual(new Set([0]))
})
