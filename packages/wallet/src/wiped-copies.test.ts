import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'

// Modules of this file's own: the files beside it may have loaded theirs in the same worker.
beforeAll(() => {
  vi.resetModules()
  vi.doMock('./nacl-file.ts', { spy: true })
  vi.doMock('./read-keyfile.ts', { spy: true })
})
afterAll(() => {
  vi.doUnmock('./nacl-file.ts')
  vi.doUnmock('./read-keyfile.ts')
  vi.resetModules()
})

test('what was opened to check an encryption is overwritten', async () => {
  const { encryptKeyfile } = await import('./keyfile-encryption.ts')
  const nacl = await import('./nacl-file.ts')
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

test('a key file that was read for its address is overwritten', async () => {
  const { publicAddress } = await import('./find-hotkey.ts')
  const reading = await import('./read-keyfile.ts')
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
