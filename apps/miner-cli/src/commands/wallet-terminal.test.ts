import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keypairFromMnemonic } from '@ig/sr25519'
import { encryptionOf, listWallets, readHotkey } from '@ig/wallet'
import { beforeAll, expect, test, vi } from 'vitest'
import { buildMiner, temporaryFolder } from '../testing/spawn-miner.ts'
import { typeInProcess } from '../testing/type-in-process.ts'
import { type Answer, terminalTest, typeIntoTerminal } from '../testing/type-into-terminal.ts'

beforeAll(buildMiner)
// Each password takes Argon2 some seconds.
vi.setConfig({ testTimeout: 90_000 })

test('wallet create asks for names and a password twice, and shows each mnemonic once', async () => {
  const home = temporaryFolder()
  const answers = [
    { see: 'The folder of wallets', type: '~/own\r' },
    { see: 'The name of the wallet', type: 'miner\r' },
    { see: 'The name of the hotkey', type: '\r' },
    { see: 'A new password for the coldkey miner', type: 'canary one\r' },
    { see: 'Once more', type: 'canary two\r' },
    { see: 'A new password', type: 'canary-pass\r' },
    { see: 'Once more', type: 'canary-pass\r' },
  ]
  const { exitCode, screen, stdout } = await typeInProcess(['wallet', 'create'], answers, { home })
  expect(exitCode).toBe(0)
  const path = join(home, 'own')
  expect(encryptionOf(readFileSync(join(path, 'miner/coldkey')))).toBe('NaCl')
  const { ss58 } = readHotkey({ path, name: 'miner', hotkey: 'default' })
  expect(stdout).toContain(`hotkey: ${ss58}`)
  expect(stdout).toContain(`path: ${path}`)
  expect(screen).not.toContain('canary')
  const mnemonics = [...screen.matchAll(/^ {2}((?:[a-z]+ ){11}[a-z]+)$/gm)].map(([, words]) => words ?? '')
  expect(mnemonics).toHaveLength(2)
  for (const mnemonic of mnemonics) expect(keypairFromMnemonic(mnemonic).publicKey).toHaveLength(32)
})

terminalTest.each([
  ['at a question', 'The name of the hotkey'],
  ['at the password', 'A new password'],
  ['while the key is encrypted', 'Encrypting the coldkey miner'],
])('Ctrl+C %s ends with 130, and nothing is written', async (_, see) => {
  const home = temporaryFolder()
  const path = join(home, 'wallets')
  const before = [
    { see: 'The name of the hotkey', type: 'default\r' },
    { see: 'A new password', type: 'canary one\r' },
    { see: 'Once more', type: 'canary one\r' },
    { see: 'Encrypting the coldkey miner', type: '' },
  ]
  const answers = [
    ...before.slice(
      0,
      before.findIndex((answer) => answer.see === see),
    ),
    { see, type: CTRL_C },
  ]
  const flags = ['--wallet.path', path, '--wallet.name', 'miner']
  const { exitCode, screen } = await typeIntoTerminal(['wallet', 'create', ...flags], answers, { home })
  expect(screen).toContain('E_INTERRUPTED')
  expect(exitCode).toBe(130)
  expect(existsSync(path)).toBe(false)
})

test('a key is overwritten only when its name is typed', async () => {
  const home = temporaryFolder()
  const path = join(home, 'w')
  const make = (...answers: Answer[]) =>
    typeInProcess(['wallet', 'new_hotkey', '--wallet.path', path, '--name', 'miner', '-H', 'hot'], answers, {
      home,
    })
  await make()
  const [before] = listWallets(path)
  const refused = await make(
    { see: 'Type hot to overwrite it', type: 'yes\r' },
    { see: 'Type hot, or Ctrl+C', type: CTRL_C },
  )
  expect(refused.exitCode).toBe(130)
  expect(listWallets(path)).toEqual([before])
  expect((await make({ see: 'Type hot to overwrite it', type: 'hot\r' })).exitCode).toBe(0)
  const [after] = listWallets(path)
  expect(after?.hotkeys).toHaveLength(1)
  expect(after?.hotkeys[0]?.ss58).not.toBe(before?.hotkeys[0]?.ss58)
  expect(readdirSync(join(path, 'miner/hotkeys'))).toHaveLength(2)
})

test('regen asks which key and for its mnemonic, which is not shown', async () => {
  const home = temporaryFolder()
  const mnemonic = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
  const { exitCode, screen, stdout } = await typeInProcess(
    ['wallet', 'regen', '--wallet.path', join(home, 'w'), '--name', 'miner', '-H', 'hot'],
    [
      { see: 'Which key?', type: '\u001b[B\r' },
      { see: 'Mnemonic, seed (0x...) or secret URI', type: `${mnemonic}\r` },
    ],
    { home },
  )
  expect(stdout).toContain('hotkey: 5EHgWw2Af1pnoc7f1A8bfmM97W3DAYW8xr82RfhLL9oAabAe')
  expect(screen).not.toContain('sausage')
  expect(exitCode).toBe(0)
})

const CTRL_C = '\u0003'
