import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  createColdkey,
  createColdkeyPublic,
  createEncryptedHotkey,
  createHotkey,
  listWallets,
  readHotkey,
} from './index.ts'

test('lists what lies there, encrypted, watched and plain, and passes over the rest', async () => {
  const path = mkdtempSync(join(tmpdir(), 'ig-wallet-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  const deriveKey = async (password: string) => createHash('sha256').update(password).digest()
  const coldkey = await createColdkey({ path, name: 'miner', password: 'pw', deriveKey })
  const plain = createHotkey({ path, name: 'miner', hotkey: 'b' })
  const encrypted = await createEncryptedHotkey({
    path,
    name: 'miner',
    hotkey: 'a',
    password: 'pw',
    deriveKey,
  })
  rmSync(`${encrypted.file}pub.txt`)
  createColdkeyPublic({ path, name: 'watched', publicKey: coldkey.keypair.publicKey })
  createHotkey({ path, name: 'hot-only', hotkey: 'h' })
  mkdirSync(join(path, 'miner/hotkeys/folder'))
  mkdirSync(join(path, 'empty'))
  writeFileSync(join(path, 'miner/hotkeys/notes.md'), 'not a key')
  writeFileSync(join(path, 'file'), '')

  expect(listWallets(path)).toEqual([
    {
      name: 'hot-only',
      coldkey: null,
      hotkeys: [{ name: 'h', ss58: expect.stringMatching(/^5/), encrypted: false, hasSecret: true }],
    },
    {
      name: 'miner',
      coldkey: { ss58: coldkey.ss58, encrypted: true, hasSecret: true },
      hotkeys: [
        { name: 'a', ss58: null, encrypted: true, hasSecret: true },
        { name: 'b', ss58: plain.ss58, encrypted: false, hasSecret: true },
      ],
    },
    { name: 'watched', coldkey: { ss58: coldkey.ss58, encrypted: false, hasSecret: false }, hotkeys: [] },
  ])
  expect(listWallets(join(path, 'nowhere'))).toEqual([])
})

test('a pipe among the hotkeys is passed over and refused, not waited for', () => {
  const path = mkdtempSync(join(tmpdir(), 'ig-wallet-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  createHotkey({ path, name: 'miner', hotkey: 'default' })
  execFileSync('/usr/bin/env', ['mkfifo', join(path, 'miner/hotkeys/pipe')])
  expect(listWallets(path)[0]?.hotkeys.map(({ name }) => name)).toEqual(['default'])
  expect(() => readHotkey({ path, name: 'miner', hotkey: 'pipe' })).toThrow(
    expect.objectContaining({ code: 'E_WALLET_MALFORMED' }),
  )
})
