import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  encodeEnvironmentPassword,
  encryptionOf,
  listWallets,
  passwordVariable,
  readHotkey,
} from '@ig/wallet'
import { describe, expect, test, vi } from 'vitest'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

// Each password takes Argon2 some seconds.
vi.setConfig({ testTimeout: 90_000 })

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const MNEMONIC = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
const OF_MNEMONIC = '5EHgWw2Af1pnoc7f1A8bfmM97W3DAYW8xr82RfhLL9oAabAe'

function openHome() {
  const home = temporaryFolder()
  const path = join(home, 'w')
  const run = (
    command: string,
    options: { env?: Record<string, string>; stdin?: string; args?: string[] } = {},
  ) =>
    runInProcess([...command.split(' '), ...(options.args ?? []), '--wallet.path', path], {
      home,
      ...options,
    })
  return { home, path, run }
}

describe('wallet create', () => {
  test('prints the keys and the path, makes what is missing and overwrites nothing', async () => {
    const { path, run } = openHome()
    const command = 'wallet create --wallet.name N --no-password --json --wallet.hotkey'
    const first = await run(`${command} H`)
    expect(first.exitCode).toBe(0)
    const made = JSON.parse(first.stdout) as { coldkey: string; hotkey: string }
    expect(made).toEqual({
      schemaVersion: 1,
      coldkey: expect.stringMatching(/^5/),
      hotkey: readHotkey({ path, name: 'N', hotkey: 'H' }).ss58,
      path,
    })
    expect(first.stderr).toContain('The mnemonic of the coldkey N is in')

    const second = JSON.parse((await run(`${command} H2`)).stdout) as typeof made
    expect(second.coldkey).toBe(made.coldkey)
    expect(second.hotkey).not.toBe(made.hotkey)
    expect(JSON.parse((await run(`${command} H`)).stdout)).toEqual(made)
  })

  test('without a password it says where one may come from, and writes nothing', async () => {
    const { path, run } = openHome()
    const { exitCode, stdout, stderr } = await run('wallet create --wallet.name N')
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/E_PROMPT.*BT_PW_.*_N_COLDKEY.*IG_WALLET_COLDKEY_PASSWORD_FILE.*--no-password/)
    expect(existsSync(path)).toBe(false)
  })

  test('prints mnemonics on stdout only where asked to', async () => {
    const { run } = openHome()
    const { stdout } = await run('wallet create --name N --no-password --json --print-mnemonic --n_words 15')
    const { coldkeyMnemonic, hotkeyMnemonic } = JSON.parse(stdout) as Record<string, string>
    expect(coldkeyMnemonic?.split(' ')).toHaveLength(15)
    expect(hotkeyMnemonic).not.toBe(coldkeyMnemonic)
  })
})

test.each(['wallet new_coldkey', 'wallet new-coldkey'])('%s takes a development key', async (command) => {
  const { run } = openHome()
  const { exitCode, stdout } = await run(`${command} --wallet-name dev --uri Alice --no-use-password --json`)
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ coldkey: ALICE })
})

describe('wallet regen', () => {
  test.each([
    ['on stdin', { stdin: `  ${MNEMONIC}\n` }, OF_MNEMONIC],
    ['by environment', { env: { IG_WALLET_MNEMONIC: MNEMONIC } }, OF_MNEMONIC],
    ['as a URI', { stdin: '//Alice' }, ALICE],
    ['as a seed', { stdin: '0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a' }, ALICE],
  ])('makes a hotkey from what is given %s', async (_, given, address) => {
    const { path, run } = openHome()
    const { exitCode, stdout, stderr } = await run('wallet regen_hotkey --name N -H h --json', given)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ hotkey: address })
    expect(readHotkey({ path, name: 'N', hotkey: 'h' }).ss58).toBe(address)
  })

  test.each([
    ['not a phrase', 'E_MNEMONIC'],
    ['0x00', 'E_SEED'],
    ['not a phrase//hard', 'E_MNEMONIC'],
    ['//', 'E_SECRET_URI'],
  ])('of %j is a mistake, whose text no error has', async (stdin, code) => {
    const { home, run } = openHome()
    const { exitCode, stderr } = await run('wallet regen_hotkey --name N -H h', { stdin })
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(code) })
    expect(stderr).not.toContain('not a phrase')
    expect(readdirSync(home)).toEqual([])
  })

  test('from a file of mode 0600, whose words no output has', async () => {
    const { home, run } = openHome()
    const file = join(home, 'phrase')
    writeFileSync(file, MNEMONIC, { mode: 0o644 })
    const env = { IG_WALLET_MNEMONIC_FILE: file }
    const refused = await run('wallet regen --key coldkey --name N --no-password', { env })
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('E_SECRET_MODE') })
    chmodSync(file, 0o600)
    const made = await run('wallet regen --key coldkey --name N --no-password', { env })
    expect(made).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`coldkey: ${OF_MNEMONIC}`) })
    expect(made.stdout + made.stderr).not.toContain('sausage')
  })

  test('a watched coldkey', async () => {
    const { run } = openHome()
    await run(`wallet regen_coldkeypub --name N --ss58 ${OF_MNEMONIC}`)
    const { stdout } = await run('wallet list --json')
    expect(JSON.parse(stdout)).toMatchObject({
      wallets: [{ name: 'N', coldkey: { ss58: OF_MNEMONIC, hasSecret: false }, hotkeys: [] }],
    })
    const created = await run('wallet create --name N --json')
    expect(JSON.parse(created.stdout)).toMatchObject({ coldkey: OF_MNEMONIC })
  })
})

/** The account //Alice as polkadot.js exports it, under the password below. */
const EXPORTED = JSON.stringify({
  encoded:
    '6+Hynmgpu763b+9tr8cZeW49sBbnQ7srRzfUmOOJc/YAAAIAAQAAAAgAAAD+Jr4999zVTOkEOogeLEC+NEx3eOdCEvBFSdvUU3mNknFw53EduRB5sS3cVr67T49lHWLRVVHDPMTLACiu/TAWHks5inUTPQdBvqdggu3oPvudEdFZFvy1D02JuLjEF/zxaaN5u8nvNvRUhZMChuNT+IL5caoE7WxC6VVSHU1GNKePdRZ3SdE2qOSkGjiWI89tkIdrtB/Oof9f/dbP',
  encoding: { content: ['pkcs8', 'sr25519'], type: ['scrypt', 'xsalsa20-poly1305'], version: '3' },
  address: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
  meta: {},
})
const EXPORT_PASSWORD = 'password of the export'

test('wallet import takes over what polkadot.js exports, and a plain key file', async () => {
  const { home, path, run } = openHome()
  const file = join(home, 'alice.json')
  writeFileSync(file, EXPORTED)
  const env = { IG_WALLET_JSON_PASSWORD: EXPORT_PASSWORD }
  const command = 'wallet import --key hotkey --name N --json -H'
  const imported = await run(`${command} a`, { args: [file], env })
  expect(imported).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(ALICE) })
  const again = await run(`${command} b`, { args: [join(path, 'N/hotkeys/a')] })
  expect(JSON.parse(again.stdout)).toMatchObject({ hotkey: ALICE })
  const wrong = await run(`${command} c`, { args: [file], env: { IG_WALLET_JSON_PASSWORD: 'canary' } })
  expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('E_WALLET_JSON_PASSWORD') })
  expect(readdirSync(join(path, 'N/hotkeys'))).toHaveLength(4)
})

test('wallet change-password sets one, which opens the key to sign, and takes it away again', async () => {
  const { path, run } = openHome()
  const created = await run('wallet create --name N --no-password --json')
  const { coldkey } = JSON.parse(created.stdout) as { coldkey: string }
  const file = join(path, 'N/coldkey')
  const password = 'canary-pass'

  const set = await run('wallet change-password --key coldkey --name N', {
    env: { IG_WALLET_NEW_PASSWORD: password },
  })
  expect(set).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('encrypted: true') })
  expect(encryptionOf(readFileSync(file))).toBe('NaCl')
  expect(listWallets(path)).toMatchObject([{ coldkey: { ss58: coldkey, encrypted: true } }])

  const variable = passwordVariable(file)
  const byVariable = { [variable]: encodeEnvironmentPassword(variable, password) }
  const signed = await run('wallet sign --name N --message hello --json', { env: byVariable })
  const { signature, address } = JSON.parse(signed.stdout) as { signature: string; address: string }
  expect(address).toBe(coldkey)
  const verified = await run(`wallet verify --message hello --signature ${signature} --address ${coldkey}`)
  expect(verified).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('valid: true') })

  const taken = await run('wallet change-password --key coldkey --name N --no-password', {
    env: { IG_WALLET_COLDKEY_PASSWORD: password },
  })
  expect(taken.exitCode).toBe(0)
  expect(encryptionOf(readFileSync(file))).toBeNull()
  for (const { stdout, stderr } of [set, signed, taken]) expect(stdout + stderr).not.toContain('canary')
})

test('wallet sign --use-hotkey needs no password, and what is not signed so does not verify', async () => {
  const { run } = openHome()
  await run('wallet new_hotkey --name N -H h --uri //Alice')
  const signed = await run('wallet sign --name N -H h --use-hotkey --json', {
    args: ['--message', 'two words'],
  })
  const { signature } = JSON.parse(signed.stdout) as { signature: string }
  const verify = (message: string) =>
    run(`wallet verify --signature ${signature} --address ${ALICE} --json`, { args: ['--message', message] })
  expect(await verify('two words')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('"valid":true'),
  })
  expect(await verify('others')).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('"valid":false'),
  })
})

test.each([
  ['wallet regen_coldkey --mnemonic canary', /E_SECRET_FLAG.*IG_WALLET_MNEMONIC_FILE/],
  ['wallet new_coldkey --password canary', /E_SECRET_FLAG.*IG_WALLET_COLDKEY_PASSWORD/],
  ['wallet new_coldkey --uri canary//Alice', /E_SECRET_FLAG.*wallet regen/],
  ['wallet new_hotkey --n-words 13', /E_ARGUMENT.*12, 15, 18, 21 or 24/],
  ['wallet regen_hotkey', /E_PROMPT.*standard input.*IG_WALLET_MNEMONIC/],
  ['wallet regen', /E_PROMPT.*--key coldkey/],
  ['wallet import none.json', /E_ARGUMENT.*none\.json/],
  ['wallet sign --message x', /E_WALLET_MISSING/],
  ['wallet sign', /E_PROMPT.*--message/],
  ['wallet verify --message x --signature 00 --address canary', /E_SS58/],
  ['wallet new_hotkey -H ../up', /E_SETTING.*wallet\.hotkey/],
  ['wallet new_hotkey -H xpub.txt', /E_WALLET_NAME/],
])('%s ends with 2 and one sentence', async (command, sentence) => {
  const { home, run } = openHome()
  const { exitCode, stdout, stderr } = await run(command)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(sentence)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  if (!sentence.source.includes('SS58')) expect(stderr).not.toContain('canary')
  expect(readdirSync(home)).toEqual([])
})
