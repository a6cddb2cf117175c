import type { Readable } from 'node:stream'
import { hotkeyPaths, passwordVariable, type UnlockedKey, unlockHotkey } from '@ig/wallet'
import type { Terminal } from '../output/terminal.ts'
import { createPrompter } from '../prompt/prompter.ts'
import type { Settings } from '../settings/settings-table.ts'

/**
 * Opens the hotkey of the settings; the coldkey's file is not looked at. The password of an encrypted one comes from
 * btcli's variable, from `wallet.hotkey_password`, or from people.
 *
 * @throws IgError E_PROMPT where it is encrypted and nobody can be asked, and what `unlockHotkey` throws.
 */
export async function openChainHotkey(
  settings: Settings,
  {
    terminal,
    stdin,
  }: { readonly terminal: Terminal; readonly stdin: Readable & { readonly isTTY?: boolean } },
): Promise<UnlockedKey> {
  const location = {
    path: settings['wallet.path'],
    name: settings['wallet.name'],
    hotkey: settings['wallet.hotkey'],
  }
  const variable = passwordVariable(hotkeyPaths(location).secretFile)
  const ask = () =>
    createPrompter({ terminal, stdin }).password({
      message: `Password of the hotkey ${location.hotkey} of ${location.name}`,
      flag: `the password in ${variable} as btcli does, or in a file of mode 0600 that IG_WALLET_HOTKEY_PASSWORD_FILE names`,
    })
  return unlockHotkey(location, { password: settings['wallet.hotkey_password'] ?? ask })
}
