import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHotkey } from '@ig/wallet'
import { afterAll, expect, test } from 'vitest'
import type { Settings } from '../settings/settings-table.ts'
import { walletColdkey, walletHotkey } from './wallet-addresses.ts'

const path = mkdtempSync(join(tmpdir(), 'ig-wallet-addresses-'))
afterAll(() => rmSync(path, { recursive: true }))
const { ss58 } = createHotkey({ path, name: 'miner', hotkey: 'first' })

const context = (name: string, hotkey: string) => {
  const settings = { 'wallet.path': path, 'wallet.name': name, 'wallet.hotkey': hotkey } as Settings
  return { settings, sources: new Map([['wallet.path', '--wallet.path']]), home: path }
}

test('a hotkey is given by its name or is the address itself', () => {
  expect(walletHotkey(context('miner', 'first'))).toBe(ss58)
  expect(walletHotkey(context('nobody', ss58))).toBe(ss58)
})

test('whoever mistypes a name sees the wallets that there are', () => {
  const missing = expect.objectContaining({
    code: 'E_WALLET_MISSING',
    values: expect.objectContaining({ wallets: ['miner (first)'] }),
    hint: expect.stringContaining('--wallet.name'),
  })
  expect(() => walletColdkey(context('mimer', 'first'))).toThrow(missing)
  expect(() => walletHotkey(context('miner', 'frist'))).toThrow(missing)
})
