import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verify } from '@ig/sr25519'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  coldkeyPaths,
  createColdkey,
  createColdkeyPublic,
  createEncryptedHotkey,
  createHotkey,
  type DeriveKey,
  encryptionOf,
  hotkeyPaths,
  readColdkeyPublic,
  readHotkey,
  unlockColdkey,
  unlockHotkey,
} from './index.ts'

const phrase = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
/** What Argon2 is to the real thing, without its seconds. */
const deriveKey: DeriveKey = async (password) => createHash('sha256').update(password).digest()

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
  const mnemonic = ` ${phrase.replace(' ', '  ')}\n`
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((hotkey, i) =>
    createHotkey({ ...location, hotkey, ...(i < 2 ? {} : { mnemonic }) }),
  )
  expect(a?.ss58).not.toBe(b?.ss58)
  expect(c?.ss58).toBe(d?.ss58)
  expect(readFileSync(c?.file ?? '', 'utf8')).toContain(`"${phrase}"`)
})

test('gives a new phrase once, of as many words as asked for, and none that was given', () => {
  const made = createHotkey({ ...location, words: 24 })
  expect(made.mnemonic?.split(' ')).toHaveLength(24)
  expect(createHotkey({ ...location, hotkey: 'b', mnemonic: made.mnemonic ?? '' })).toMatchObject({
    ss58: made.ss58,
    mnemonic: null,
  })
})

test('a coldkey is encrypted with a password, and its public file says who it is', async () => {
  const made = await createColdkey({ ...location, password: 'canary', deriveKey })
  expect(encryptionOf(readFileSync(made.file))).toBe('NaCl')
  expect(readColdkeyPublic(location).ss58).toBe(made.ss58)
  const opened = await unlockColdkey(location, { password: 'canary', env: {}, deriveKey })
  expect(opened.keypair.publicKey).toEqual(made.keypair.publicKey)
})

test('a coldkey without a password and an encrypted hotkey', async () => {
  const coldkey = await createColdkey({ ...location, uri: '//Alice', password: null })
  expect(coldkey).toMatchObject({ ss58: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', mnemonic: null })
  expect((await unlockColdkey(location, { env: {} })).ss58).toBe(coldkey.ss58)

  const hotkey = await createEncryptedHotkey({ ...location, password: 'canary', deriveKey })
  expect(codeOf(() => readHotkey(location))).toBe('E_WALLET_ENCRYPTED')
  const opened = await unlockHotkey(location, { password: 'canary', env: {}, deriveKey })
  expect(opened.ss58).toBe(hotkey.ss58)
})

test('only the owner may read the files', async () => {
  createHotkey(location)
  await createColdkey({ ...location, password: 'canary', deriveKey })
  for (const { folder, secretFile, publicFile } of [hotkeyPaths(location), coldkeyPaths(location)]) {
    expect(statSync(secretFile).mode & 0o777).toBe(0o600)
    expect(statSync(publicFile).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777 & ~0o755).toBe(0)
  }
})

test('overwrites nothing unless the name is given once more', async () => {
  const { file } = createHotkey(location)
  const coldkey = await createColdkey({ ...location, password: null })
  const before = [readFileSync(file), readFileSync(coldkey.file)]
  expect(codeOf(() => createHotkey(location))).toBe('E_WALLET_EXISTS')
  expect(codeOf(() => createHotkey({ ...location, overwrite: 'miner' }))).toBe('E_WALLET_OVERWRITE')
  const again = { ...location, password: 'canary', deriveKey }
  await expect(createColdkey(again)).rejects.toMatchObject({ code: 'E_WALLET_EXISTS' })
  await expect(createColdkey({ ...again, overwrite: 'default' })).rejects.toMatchObject({
    code: 'E_WALLET_OVERWRITE',
  })
  expect([readFileSync(file), readFileSync(coldkey.file)]).toEqual(before)

  const other = await createColdkey({ ...again, overwrite: 'miner' })
  expect(other.ss58).not.toBe(coldkey.ss58)
  expect(readColdkeyPublic(location).ss58).toBe(other.ss58)
  expect(createHotkey({ ...location, overwrite: 'default' }).ss58).toBe(readHotkey(location).ss58)
  expect(readdirSync(join(location.path, 'miner')).toSorted()).toEqual([
    'coldkey',
    'coldkeypub.txt',
    'hotkeys',
  ])
  expect(readdirSync(join(location.path, 'miner/hotkeys'))).toHaveLength(2)
})

test('an overwrite that fails half-way leaves the old key, and nothing beside it', async () => {
  const old = createHotkey(location)
  const { folder, secretFile, publicFile } = hotkeyPaths(location)
  const before = readFileSync(secretFile)
  rmSync(publicFile)
  mkdirSync(publicFile)
  expect(codeOf(() => createHotkey({ ...location, overwrite: 'default' }))).toBe('E_WALLET_WRITE')
  expect(readFileSync(secretFile)).toEqual(before)
  expect(readHotkey(location).ss58).toBe(old.ss58)
  expect(readdirSync(folder).toSorted()).toEqual(['default', 'defaultpub.txt'])
})

test('never overwrites a public file of another key, and leaves no secret without its own', () => {
  const { folder, publicFile } = hotkeyPaths(location)
  mkdirSync(folder, { recursive: true })
  writeFileSync(publicFile, 'of somebody')
  expect(codeOf(() => createHotkey(location))).toBe('E_WALLET_EXISTS')
  expect(readdirSync(folder)).toEqual(['defaultpub.txt'])
  expect(readFileSync(publicFile, 'utf8')).toBe('of somebody')
})

test('a coldkey that was only watched gets its secret', async () => {
  const { keypair } = createHotkey({ ...location, mnemonic: phrase })
  createColdkeyPublic({ ...location, publicKey: keypair.publicKey })
  expect(codeOf(() => createColdkeyPublic({ ...location, publicKey: keypair.publicKey }))).toBe(
    'E_WALLET_EXISTS',
  )
  const made = await createColdkey({ ...location, mnemonic: phrase, password: null })
  expect(made.ss58).toBe(readColdkeyPublic(location).ss58)
})

test.each([
  [{ mnemonic: 'not a phrase' }, 'E_MNEMONIC'],
  [{ seed: new Uint8Array(31) }, 'E_SEED'],
  [{ uri: 'no phrase//Alice' }, 'E_MNEMONIC'],
  [{ secretKey: new Uint8Array(64) }, 'E_SECRET_KEY'],
  [{ mnemonic: phrase, uri: '//Alice' }, 'E_WALLET_SOURCE'],
])('writes nothing for a source that is none: %j', (source, code) => {
  expect(codeOf(() => createHotkey({ ...location, ...source }))).toBe(code)
  expect(existsSync(hotkeyPaths(location).secretFile)).toBe(false)
})

test('stops before anything is written when it is told to', async () => {
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(createColdkey({ ...location, password: 'canary', signal })).rejects.toThrow('enough')
  expect(readdirSync(location.path)).toEqual([])
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
