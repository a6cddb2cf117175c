import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHotkey, hotkeyPaths, readHotkey, readHotkeyPublic } from './index.ts'

let location: { path: string; name: string; hotkey: string }
beforeEach(() => {
  location = { path: mkdtempSync(join(tmpdir(), 'ig-wallet-')), name: 'miner', hotkey: 'default' }
})
afterEach(() => rmSync(location.path, { recursive: true }))

test('finds a hotkey by its address too', () => {
  createHotkey({ ...location, hotkey: 'other' })
  const { ss58, file } = createHotkey(location)
  expect(readHotkey({ ...location, hotkey: ss58 })).toMatchObject({ ss58, file })
  expect(readHotkeyPublic({ ...location, hotkey: ss58 }).file).toBe(`${file}pub.txt`)
})

test('says where it looked for a hotkey that is not there, and what is', () => {
  expect(() => readHotkey({ ...location, path: '/nowhere/at/all' })).toThrowErrorMatchingInlineSnapshot(
    `[IgError: There is no such key. (file: "/nowhere/at/all/miner/hotkeys/default") Make it, or name another wallet, hotkey or path.]`,
  )
  createHotkey({ ...location, hotkey: 'a' })
  createHotkey({ ...location, hotkey: 'b' })
  expect(() => readHotkey(location)).toThrow(
    expect.objectContaining({ code: 'E_WALLET_MISSING', values: expect.objectContaining({ there: 'a b' }) }),
  )
})

test('refuses a folder, a giant and a truncated file', () => {
  const { folder, secretFile } = hotkeyPaths(location)
  const refused = (hotkey: string, code: string) =>
    expect(() => readHotkey({ ...location, hotkey })).toThrow(expect.objectContaining({ code }))
  mkdirSync(join(folder, 'folder'), { recursive: true })
  refused('folder', 'E_WALLET_MALFORMED')
  writeFileSync(join(folder, 'giant'), Buffer.alloc(65 * 1024, ' '))
  refused('giant', 'E_WALLET_MALFORMED')
  createHotkey(location)
  truncateSync(secretFile, 100)
  refused('default', 'E_WALLET_MALFORMED')
})
