import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { verify } from '@ig/sr25519'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  coldkeyPaths,
  createColdkey,
  createHotkey,
  type DeriveKey,
  encodeEnvironmentPassword,
  passwordVariable,
  readColdkeyPublic,
  readHotkey,
  unlockColdkey,
} from '../index.ts'

const pythons = {
  'bittensor 10': process.env.IG_PYTHON_BITTENSOR_10 ?? peer('bittensor-10.5.0'),
  'bittensor 11': process.env.IG_PYTHON_BITTENSOR_11 ?? peer('bittensor-11'),
}

/**
 * Works on the wallet that it is told of and prints one line of JSON. Passwords come by BT_PW variables. A coldkey that
 * it has made it does not open again: that takes seconds.
 */
const SCRIPT = `
import json, os, sys
sys.argv, (action, path, hotkey, message) = sys.argv[:1], sys.argv[1:]
try: from bittensor_wallet import Wallet
except ImportError: from bittensor import Wallet
wallet = Wallet(name="miner", hotkey=hotkey, path=path)
if action == "make": wallet.create_new_hotkey(use_password=False, overwrite=False, suppress=True)
if action == "make coldkey":
  wallet.create_new_coldkey(overwrite=False, suppress=True, coldkey_password=os.environ["NEW_PASSWORD"])
if action == "make coldkey": key, public = None, wallet.coldkeypub
elif action == "open coldkey": key, public = wallet.coldkey, wallet.coldkeypub
else: key, public = wallet.hotkey, wallet.hotkeypub
print(json.dumps({"ss58": public.ss58_address if key is None else key.ss58_address, "public": public.ss58_address,
  "signature": "" if key is None else key.sign(message.encode()).hex()}))
`

const PASSWORD = 'pässwörd-✓ 9!'
/** What Argon2 makes of it, every wallet having the same salt: making it takes seconds, and Python does so here. */
const KEY = 'ebea22bba40dae28a0b4123f3736251710c691dcf12ff8dfa27c460c7082449d'
const deriveKey: DeriveKey = async (password) => {
  expect(password).toBe(PASSWORD)
  return new Uint8Array(Buffer.from(KEY, 'hex'))
}

// Each of the two works Argon2 in its own way.
vi.setConfig({ testTimeout: 60_000 })

let path: string
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'ig-wallet-'))
})
afterEach(() => rmSync(path, { recursive: true }))

for (const [name, python] of Object.entries(pythons)) {
  const missing = !existsSync(python)
  if (missing) process.stderr.write(`Skipped: the wallet of ${name} is not installed here.\n`)
  const interop = test.skipIf(missing && process.env.IG_REQUIRE_PEERS !== '1')

  interop(`the wallet of ${name} signs with a hotkey made here`, () => {
    const made = createHotkey({ path, name: 'miner', hotkey: 'ours' })
    const theirs = run(python, 'open', 'ours')
    expect(theirs.ss58).toBe(made.ss58)
    expect(theirs.public).toBe(made.ss58)
    const signature = Buffer.from(theirs.signature, 'hex')
    expect(verify(new TextEncoder().encode('hello'), signature, made.keypair.publicKey)).toBe(true)
  })

  interop(`a hotkey made by the wallet of ${name} is read here`, () => {
    const theirs = run(python, 'make', 'theirs')
    const read = readHotkey({ path, name: 'miner', hotkey: 'theirs' })
    expect(read.ss58).toBe(theirs.ss58)
    const signature = Buffer.from(theirs.signature, 'hex')
    expect(verify(new TextEncoder().encode('hello'), signature, read.keypair.publicKey)).toBe(true)
  })

  interop(`the wallet of ${name} opens a coldkey encrypted here, by its variable`, async () => {
    const made = await createColdkey({ path, name: 'miner', password: PASSWORD, deriveKey })
    createHotkey({ path, name: 'miner', hotkey: 'ours' })
    const theirs = run(python, 'open coldkey', 'ours')
    expect(theirs).toMatchObject({ ss58: made.ss58, public: made.ss58 })
    const signature = Buffer.from(theirs.signature, 'hex')
    expect(verify(new TextEncoder().encode('hello'), signature, made.keypair.publicKey)).toBe(true)
  })

  interop(`a coldkey encrypted by the wallet of ${name} is opened here, by its variable`, async () => {
    const theirs = run(python, 'make coldkey', 'none')
    const location = { path, name: 'miner' }
    expect(readColdkeyPublic(location).ss58).toBe(theirs.ss58)
    const opened = await unlockColdkey(location, { env: passwordInEnvironment(), deriveKey })
    expect(opened.ss58).toBe(theirs.ss58)
  })
}

function passwordInEnvironment(): Record<string, string> {
  const variable = passwordVariable(coldkeyPaths({ path, name: 'miner' }).secretFile)
  return { [variable]: encodeEnvironmentPassword(variable, PASSWORD) }
}

function run(python: string, action: 'make' | 'open' | 'make coldkey' | 'open coldkey', hotkey: string) {
  const line = execFileSync(python, ['-c', SCRIPT, action, path, hotkey, 'hello'], {
    encoding: 'utf8',
    env: { ...process.env, ...passwordInEnvironment(), NEW_PASSWORD: PASSWORD },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return JSON.parse(line.trim().split('\n').at(-1) ?? '') as {
    ss58: string
    public: string
    signature: string
  }
}

function peer(folder: string): string {
  return join(homedir(), '.cache/ig-peers', folder, 'bin/python')
}
