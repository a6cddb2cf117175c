import type { Readable } from 'node:stream'
import {
  type DeriveKey,
  findHotkey,
  hotkeyPaths,
  passwordVariable,
  type UnlockedKey,
  unlockHotkey,
} from '@ig/wallet'
import type { Terminal } from '../output/terminal.ts'
import { createPrompter } from '../prompt/prompter.ts'
import type { Settings } from '../settings/settings-table.ts'
import { withWalletsThere } from '../wallet/missing-wallet.ts'

/** What a password may come from, beside the settings. */
export interface HotkeyDoor {
  readonly terminal: Terminal
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly env: Readonly<Record<string, string | undefined>>
  /** The wallet's own unless given. */
  readonly deriveKey?: DeriveKey
}

/**
 * Opens the hotkey of the settings; the coldkey's file is not looked at. The password of an encrypted one comes from
 * btcli's variable, from `wallet.hotkey_password`, or from people.
 *
 * @throws IgError E_PROMPT where it is encrypted and nobody can be asked, E_WALLET_MISSING with the wallets that
 * there are, and what else `unlockHotkey` throws.
 */
export async function openChainHotkey(
  settings: Settings,
  { terminal, stdin, env, deriveKey }: HotkeyDoor,
): Promise<UnlockedKey> {
  const location = {
    path: settings['wallet.path'],
    name: settings['wallet.name'],
    hotkey: settings['wallet.hotkey'],
  }
  const ask = () =>
    createPrompter({ terminal, stdin }).password({
      message: `Password of the hotkey ${location.hotkey} of ${location.name}`,
      flag: `the password in ${passwordVariable(hotkeyPaths(findHotkey(location)).secretFile)} as btcli does, or in a file of mode 0600 that IG_WALLET_HOTKEY_PASSWORD_FILE names`,
    })
  const password = settings['wallet.hotkey_password'] ?? ask
  try {
    return await unlockHotkey(location, { password, env, ...(deriveKey && { deriveKey }) })
  } catch (error) {
    const { path, name, hotkey } = location
    const make = `pnpm miner wallet create --wallet.name ${name} --wallet.hotkey ${hotkey}`
    throw withWalletsThere(error, path, `Name another one, or run \`${make}\`.`)
  }
}
