import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { createEncryptedHotkey, createHotkey } from '@ig/wallet'
import { expect, test } from 'vitest'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { checkHotkey } from './check-hotkey.ts'

const { signal } = new AbortController()

/** A key of a password that takes no time. */
const deriveKey = async (password: string) => new Uint8Array(32).fill(Buffer.byteLength(password))

function openWallet(env: Readonly<Record<string, string>> = {}) {
  const home = temporaryFolder()
  const path = join(home, 'wallets')
  const settings = resolveSettings({
    flags: new Map(),
    env: { IG_WALLET_PATH: path, IG_WALLET_NAME: 'miner', ...env },
    files: [],
    home,
    cwd: home,
  }).values
  return {
    location: { path, name: 'miner', hotkey: 'default' },
    check: () => checkHotkey(settings, { env, deriveKey, signal }),
  }
}

test('a plain one is told by address and file; one that others can read is a warning', async () => {
  const { location, check } = openWallet()
  const { ss58, file } = createHotkey(location)
  expect(await check()).toEqual({ name: 'hotkey', state: 'ok', seen: `${ss58}, ${file}`, mend: null })
  chmodSync(file, 0o644)
  expect(await check()).toMatchObject({ state: 'warn', mend: `chmod 600 ${file}` })
})

test('an encrypted one is opened by its password, and a wrong one is told without it', async () => {
  const right = openWallet({ IG_WALLET_HOTKEY_PASSWORD: 'canary-pass' })
  await createEncryptedHotkey({ ...right.location, password: 'canary-pass', deriveKey })
  expect(await right.check()).toMatchObject({ state: 'ok' })
  const wrong = openWallet({ IG_WALLET_HOTKEY_PASSWORD: 'canary-word-two' })
  await createEncryptedHotkey({ ...wrong.location, password: 'canary-pass', deriveKey })
  const row = await wrong.check()
  expect(row).toMatchObject({ state: 'fail', seen: expect.stringContaining('E_WALLET_PASSWORD') })
  expect(JSON.stringify(row)).not.toContain('canary')
})
