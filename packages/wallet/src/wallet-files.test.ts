import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hotkeyPaths } from './index.ts'

test('names the files as btcli does', () => {
  expect(hotkeyPaths({ path: '/w', name: 'miner', hotkey: 'default' })).toEqual({
    folder: '/w/miner/hotkeys',
    secretFile: '/w/miner/hotkeys/default',
    publicFile: '/w/miner/hotkeys/defaultpub.txt',
  })
})

test('a leading tilde is the home folder', () => {
  const { folder } = hotkeyPaths({ path: '~/.bittensor/wallets', name: 'miner', hotkey: 'default' })
  expect(folder).toBe(join(homedir(), '.bittensor/wallets/miner/hotkeys'))
})

test.each(['', '.', '..', 'a/b', '../up', '/abs', 'a\\b', 'a\0b', 'a\nb', 'x'.repeat(201), '\ud800'])(
  'refuses the name %j for a wallet and a hotkey',
  (name) => {
    const refusal = expect.objectContaining({ code: 'E_WALLET_NAME' })
    expect(() => hotkeyPaths({ path: '/w', name, hotkey: 'default' })).toThrow(refusal)
    expect(() => hotkeyPaths({ path: '/w', name: 'miner', hotkey: name })).toThrow(refusal)
  },
)

test('no name leads out of its folder', () => {
  const names = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', '~') }))
  fc.assert(
    fc.property(names, names, (name, hotkey) => {
      let files: ReturnType<typeof hotkeyPaths>
      try {
        files = hotkeyPaths({ path: '/w', name, hotkey })
      } catch (error) {
        expect(error).toMatchObject({ code: 'E_WALLET_NAME' })
        return
      }
      expect(dirname(dirname(files.folder))).toBe('/w')
      expect(dirname(files.secretFile)).toBe(files.folder)
      expect(dirname(files.publicFile)).toBe(files.folder)
    }),
  )
})

test('says what a name is', () => {
  expect(() => hotkeyPaths({ path: '/w', name: '../up', hotkey: 'x' })).toThrowErrorMatchingInlineSnapshot(
    `[IgError: This is no name for a wallet. (name: "../up") Take letters, digits, dots, dashes and underscores, and no path.]`,
  )
})
