import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createHotkey } from './index.ts'

test.each(['', 'root:x:0:0\n', '{"name":"somebody"}'])('a link to %j is not written through', (content) => {
  const path = mkdtempSync(join(tmpdir(), 'ig-wallet-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  createHotkey({ path, name: 'miner', hotkey: 'default' })
  const precious = join(path, 'precious')
  writeFileSync(precious, content, { mode: 0o644 })
  for (const name of ['secret', 'publicpub.txt']) symlinkSync(precious, join(path, 'miner/hotkeys', name))
  for (const hotkey of ['secret', 'public']) {
    expect(() => createHotkey({ path, name: 'miner', hotkey, overwrite: hotkey })).toThrow(
      expect.objectContaining({ code: 'E_WALLET_LINK' }),
    )
  }
  expect(readFileSync(precious, 'utf8')).toBe(content)
  expect(statSync(precious).mode & 0o777).toBe(0o644)
  expect(readdirSync(path).toSorted()).toEqual(['miner', 'precious'])
  expect(readdirSync(join(path, 'miner/hotkeys')).toSorted()).toEqual(
    ['default', 'defaultpub.txt', 'publicpub.txt', 'secret'].toSorted(),
  )
})

test('a link to a key is written through', () => {
  const path = mkdtempSync(join(tmpdir(), 'ig-wallet-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  const { file, ss58 } = createHotkey({ path, name: 'miner', hotkey: 'default' })
  symlinkSync(file, join(path, 'miner/hotkeys/link'))
  const made = createHotkey({ path, name: 'miner', hotkey: 'link', overwrite: 'link' })
  expect(made.ss58).not.toBe(ss58)
  expect(readFileSync(file, 'utf8')).toContain(made.ss58)
})
