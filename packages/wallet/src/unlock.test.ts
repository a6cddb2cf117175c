import { createHash } from 'node:crypto'
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  changePassword,
  coldkeyPaths,
  createColdkey,
  createHotkey,
  type DeriveKey,
  encodeEnvironmentPassword,
  encryptionOf,
  passwordVariable,
  readHotkey,
  unlockColdkey,
  unlockHotkey,
} from './index.ts'

/** What Argon2 is to the real thing, without its seconds. */
const deriveKey: DeriveKey = async (password) => createHash('sha256').update(password).digest()
const env = {}

let location: { path: string; name: string; hotkey: string }
beforeEach(() => {
  location = { path: mkdtempSync(join(tmpdir(), 'ig-wallet-')), name: 'miner', hotkey: 'default' }
})
afterEach(() => rmSync(location.path, { recursive: true }))

test('the password of the environment goes before the one that is given', async () => {
  const { ss58, file } = await createColdkey({ ...location, password: 'right one', deriveKey })
  const variable = passwordVariable(file)
  const fromEnvironment = { [variable]: encodeEnvironmentPassword(variable, 'right one') }
  const ask = () => Promise.reject(new Error('nobody should be asked'))
  const opened = await unlockColdkey(location, { password: ask, env: fromEnvironment, deriveKey })
  expect(opened.ss58).toBe(ss58)
})

test('asks for a password only where there is one', async () => {
  const { ss58 } = createHotkey(location)
  const ask = () => Promise.reject(new Error('nobody should be asked'))
  expect((await unlockHotkey(location, { password: ask, env })).ss58).toBe(ss58)
  await createColdkey({ ...location, password: 'right one', deriveKey })
  await unlockColdkey(location, { password: async () => 'right one', env, deriveKey })
})

test('an encrypted file without a password names the variable', async () => {
  const { file } = await createColdkey({ ...location, password: 'right one', deriveKey })
  await expect(unlockColdkey(location, { env })).rejects.toMatchObject({
    code: 'E_WALLET_ENCRYPTED',
    hint: expect.stringContaining(passwordVariable(file)),
  })
})

test('a wrong password is said to be one, without it', async () => {
  const { file } = await createColdkey({ ...location, password: 'right one', deriveKey })
  const failure = unlockColdkey(location, { password: 'canary', env, deriveKey })
  await expect(failure).rejects.toMatchObject({ code: 'E_WALLET_PASSWORD', values: { file } })
  await expect(failure).rejects.not.toThrow(/canary/)
  const variable = passwordVariable(file)
  const wrong = { [variable]: encodeEnvironmentPassword(variable, 'canary') }
  await expect(unlockColdkey(location, { env: wrong, deriveKey })).rejects.toMatchObject({
    code: 'E_WALLET_PASSWORD',
    values: { file, passwordFrom: variable },
  })
  await expect(unlockColdkey(location, { env: { [variable]: 'canary!' } })).rejects.toMatchObject({
    code: 'E_WALLET_PASSWORD_VARIABLE',
  })
})

test('nobody is asked for the password of a file that none opens', async () => {
  await createColdkey({ ...location, password: null })
  writeFileSync(coldkeyPaths(location).secretFile, 'gAAAAABrAu_x')
  const ask = () => Promise.reject(new Error('nobody should be asked'))
  await expect(unlockColdkey(location, { password: ask, env })).rejects.toMatchObject({
    code: 'E_WALLET_FORMAT',
  })
})

test('a password is set, changed and taken away, and the key stays', async () => {
  const { ss58, file } = createHotkey(location)
  const hotkey = { ...location, key: 'hotkey' as const }
  const plain = readFileSync(file)
  await changePassword(hotkey, { newPassword: 'first', env, deriveKey })
  await changePassword(hotkey, { password: 'first', newPassword: 'second', env, deriveKey })
  expect(encryptionOf(readFileSync(file))).toBe('NaCl')
  expect((await unlockHotkey(location, { password: 'second', env, deriveKey })).ss58).toBe(ss58)
  await changePassword(hotkey, { password: 'second', newPassword: null, env, deriveKey })
  expect(readFileSync(file)).toEqual(plain)
  expect(readHotkey(location).ss58).toBe(ss58)
})

test('a password that is not changed leaves the file as it was', async () => {
  const { file } = await createColdkey({ ...location, password: 'right one', deriveKey })
  const before = readFileSync(file)
  const key = { ...location, key: 'coldkey' as const }
  const failures = [
    changePassword(key, { password: 'wrong', newPassword: 'x', env, deriveKey }),
    changePassword(key, {
      password: 'right one',
      newPassword: 'x',
      env,
      deriveKey: (password) =>
        password === 'x' ? Promise.reject(new Error('no memory')) : deriveKey(password),
    }),
  ]
  for (const { status } of await Promise.allSettled(failures)) expect(status).toBe('rejected')
  expect(readFileSync(file)).toEqual(before)
})

test('a key file that is a link stays one, and nothing is left beside it', async () => {
  const made = await createColdkey({ ...location, password: null })
  const elsewhere = join(location.path, 'kept')
  renameSync(made.file, elsewhere)
  symlinkSync(elsewhere, made.file)
  await changePassword({ ...location, key: 'coldkey' }, { newPassword: 'first', env, deriveKey })
  expect(lstatSync(made.file).isSymbolicLink()).toBe(true)
  expect(encryptionOf(readFileSync(elsewhere))).toBe('NaCl')
  expect(readdirSync(location.path).toSorted()).toEqual(['kept', 'miner'])
})
