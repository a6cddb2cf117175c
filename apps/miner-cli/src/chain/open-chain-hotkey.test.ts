import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import {
  createEncryptedHotkey,
  createHotkey,
  encodeEnvironmentPassword,
  hotkeyPaths,
  passwordVariable,
} from '@ig/wallet'
import { expect, test } from 'vitest'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { openChainHotkey } from './open-chain-hotkey.ts'

const PASSWORD = 'correct horse'
/** As strong as nothing, and as fast. */
const deriveKey = async (password: string) => new Uint8Array(createHash('sha256').update(password).digest())
const terminal = { stdout: { write: () => {} }, stderr: { write: () => {}, color: false } }

async function setUp() {
  const path = mkdtempSync(join(tmpdir(), 'ig-hotkey-'))
  const location = { path, name: 'miner', hotkey: 'locked' }
  const { ss58 } = await createEncryptedHotkey({ ...location, uri: '//Alice', password: PASSWORD, deriveKey })
  const open = (env: Record<string, string> = {}) => {
    const base = { IG_WALLET_PATH: path, IG_WALLET_NAME: 'miner', IG_WALLET_HOTKEY: 'locked', ...env }
    const { values } = resolveSettings({ flags: new Map(), env: base, files: [], home: path, cwd: path })
    return openChainHotkey(values, { terminal, stdin: Readable.from([]), env, deriveKey })
  }
  return { path, ss58, open, variable: passwordVariable(hotkeyPaths(location).secretFile) }
}

test("an encrypted one is opened by btcli's variable, and by a file of mode 0600", async () => {
  const { path, ss58, open, variable } = await setUp()
  expect((await open({ [variable]: encodeEnvironmentPassword(variable, PASSWORD) })).ss58).toBe(ss58)
  const file = join(path, 'password')
  writeFileSync(file, `${PASSWORD}\n`, { mode: 0o600 })
  expect((await open({ IG_WALLET_HOTKEY_PASSWORD_FILE: file })).ss58).toBe(ss58)
  chmodSync(file, 0o644)
  expect(() => open({ IG_WALLET_HOTKEY_PASSWORD_FILE: file })).toThrow(/chmod 600/)
})

test('without a password, and without people to ask, it names where to put one', async () => {
  const { open, variable } = await setUp()
  const { code, hint } = await open().catch((error) => error)
  expect(code).toBe('E_PROMPT')
  expect(hint).toContain(variable)
  expect(hint).toContain('IG_WALLET_HOTKEY_PASSWORD_FILE')
})

test('it names the variable of the file where the hotkey is named by its address', async () => {
  const { ss58, open, variable } = await setUp()
  const { hint } = await open({ IG_WALLET_HOTKEY: ss58 }).catch((error) => error)
  expect(hint).toContain(variable)
})

test('a wrong password is said, without the password', async () => {
  const { open, variable } = await setUp()
  const error = await open({ [variable]: encodeEnvironmentPassword(variable, 'battery staple') }).catch(
    (one) => one,
  )
  expect(error).toMatchObject({ code: 'E_WALLET_PASSWORD' })
  expect(error.message).not.toContain('battery')
})

test('a name that there is not comes with those that there are, and with the command that makes it', async () => {
  const { path, open } = await setUp()
  createHotkey({ path, name: 'other', hotkey: 'main' })
  await expect(open({ IG_WALLET_NAME: 'minor' })).rejects.toMatchObject({
    code: 'E_WALLET_MISSING',
    values: { wallets: ['miner (locked)', 'other (main)'] },
    hint: expect.stringContaining('pnpm miner wallet create --wallet.name minor --wallet.hotkey locked'),
  })
})
