import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IgError } from '@ig/errors'
import { createHotkey, hotkeyPaths, passwordVariable } from '@ig/wallet'
import { afterAll, expect, test } from 'vitest'
import type { Prompter } from '../prompt/prompter.ts'
import { askKey } from './chosen-key.ts'
import type { WalletDialogue } from './wallet-dialogue.ts'
import { withPassword } from './with-password.ts'

const path = mkdtempSync(join(tmpdir(), 'ig-chosen-key-'))
afterAll(() => rmSync(path, { recursive: true }))
const { ss58 } = createHotkey({ path, name: 'miner', hotkey: 'first' })

/** A dialogue in which nobody can be asked, and what it would have asked. */
function silentDialogue(hotkey: string) {
  const asked: string[] = []
  const prompter = {
    interactive: false,
    withSpinner: (_text: string, run: (signal: AbortSignal) => unknown) => run(AbortSignal.timeout(60_000)),
    async password({ flag }: { flag: string }) {
      asked.push(flag)
      throw new IgError({ code: 'E_PROMPT', message: 'Nobody is there.' })
    },
  } as unknown as Prompter
  const settings = { 'wallet.path': path, 'wallet.name': 'miner', 'wallet.hotkey': hotkey }
  const context = { settings, sources: new Map(), env: {}, home: path, flags: new Map() }
  return { asked, dialogue: { context, prompter, say() {} } as unknown as WalletDialogue }
}

test.each(['first', ss58])('the password of the hotkey %s is that of its file', async (hotkey) => {
  const { asked, dialogue } = silentDialogue(hotkey)
  const key = await askKey(dialogue, 'hotkey', { isNew: false })
  expect(key.hotkey).toBe('first')
  const encrypted = () =>
    Promise.reject(new IgError({ code: 'E_WALLET_ENCRYPTED', message: 'It is encrypted.' }))
  await expect(withPassword(dialogue, key, 'Opening', encrypted)).rejects.toMatchObject({ code: 'E_PROMPT' })
  const { secretFile } = hotkeyPaths({ path, name: 'miner', hotkey: 'first' })
  expect(asked).toEqual([expect.stringContaining(`it by ${passwordVariable(secretFile)} as btcli does`)])
})

test('a new hotkey may be named like an address', async () => {
  const { dialogue } = silentDialogue(ss58)
  expect(await askKey(dialogue, 'hotkey', { isNew: true })).toMatchObject({ hotkey: ss58 })
})
