import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verify } from '@ig/sr25519'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHotkey, hotkeyPaths, readHotkey } from './index.ts'

let location: { path: string; name: string; hotkey: string }

beforeEach(() => {
  location = { path: mkdtempSync(join(tmpdir(), 'ig-wallet-')), name: 'miner', hotkey: 'default' }
})
afterEach(() => rmSync(location.path, { recursive: true }))

test('makes a hotkey that is read and signs', () => {
  const made = createHotkey(location)
  const read = readHotkey(location)
  expect(read.ss58).toBe(made.ss58)
  expect(read.file).toBe(join(location.path, 'miner/hotkeys/default'))
  const message = new TextEncoder().encode('what was said')
  expect(verify(message, read.keypair.sign(message), made.keypair.publicKey)).toBe(true)
})

test('makes another key each time, and the same from one phrase', () => {
  const mnemonic = ' legal winner thank year wave sausage  worth useful legal winner thank yellow\n'
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((hotkey, i) =>
    createHotkey({ ...location, hotkey, ...(i < 2 ? {} : { mnemonic }) }),
  )
  expect(a?.ss58).not.toBe(b?.ss58)
  expect(c?.ss58).toBe(d?.ss58)
  expect(readFileSync(c?.file ?? '', 'utf8')).toContain('"legal winner thank year wave sausage worth useful')
})

test('only the owner may read the files', () => {
  createHotkey(location)
  const { folder, secretFile, publicFile } = hotkeyPaths(location)
  expect(statSync(secretFile).mode & 0o777).toBe(0o600)
  expect(statSync(publicFile).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777 & ~0o755).toBe(0)
})

test('never overwrites a hotkey', () => {
  const { file } = createHotkey(location)
  const before = readFileSync(file)
  expect(codeOf(() => createHotkey(location))).toBe('E_WALLET_EXISTS')
  expect(readFileSync(file)).toEqual(before)
})

test('never overwrites a public file, and leaves no secret without its own', () => {
  const { folder, publicFile } = hotkeyPaths(location)
  mkdirSync(folder, { recursive: true })
  writeFileSync(publicFile, 'of somebody')
  expect(codeOf(() => createHotkey(location))).toBe('E_WALLET_EXISTS')
  expect(readdirSync(folder)).toEqual(['defaultpub.txt'])
  expect(readFileSync(publicFile, 'utf8')).toBe('of somebody')
})

test('writes nothing for a phrase that is none', () => {
  expect(codeOf(() => createHotkey({ ...location, mnemonic: 'not a phrase' }))).toBe('E_MNEMONIC')
  expect(readdirSync(location.path)).toEqual([])
})

test('says where it looked for a hotkey that is not there', () => {
  expect(() => readHotkey({ ...location, path: '/nowhere/at/all' })).toThrowErrorMatchingInlineSnapshot(
    `[IgError: There is no such hotkey. (file: "/nowhere/at/all/miner/hotkeys/default") Make it, or name another wallet, hotkey or path.]`,
  )
})

test('refuses a folder, a giant and a truncated file', () => {
  const { folder, secretFile } = hotkeyPaths(location)
  mkdirSync(join(folder, 'folder'), { recursive: true })
  expect(codeOf(() => readHotkey({ ...location, hotkey: 'folder' }))).toBe('E_WALLET_READ')
  writeFileSync(join(folder, 'giant'), Buffer.alloc(65 * 1024, ' '))
  expect(codeOf(() => readHotkey({ ...location, hotkey: 'giant' }))).toBe('E_WALLET_MALFORMED')
  createHotkey(location)
  truncateSync(secretFile, 100)
  expect(codeOf(() => readHotkey(location))).toBe('E_WALLET_MALFORMED')
})

test('a wallet folder that is a file is an error of writing', () => {
  writeFileSync(join(location.path, 'miner'), '')
  expect(codeOf(() => createHotkey(location))).toBe('E_WALLET_WRITE')
})

function codeOf(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return (error as { code?: unknown }).code
  }
  return undefined
}
