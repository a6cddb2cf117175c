import { join } from 'node:path'
import { isBittensorAddress } from '@ig/protocol'
import { readColdkeyPublic, readHotkeyPublic, type WalletLocation } from '@ig/wallet'
import type { CommandContext } from '../commands/command.ts'
import { withWalletsThere } from './missing-wallet.ts'

type WalletSettings = Pick<CommandContext, 'settings' | 'sources' | 'home'>

/**
 * The wallet that the settings name. Chain commands never mean the sandbox's own wallet, which is the default path
 * where no network is named.
 */
export function walletLocation({ settings, sources, home }: WalletSettings): WalletLocation {
  const path =
    sources.get('wallet.path') === 'default' ? join(home, '.bittensor', 'wallets') : settings['wallet.path']
  return { path, name: settings['wallet.name'] }
}

/**
 * The coldkey's address, from its public file: no password is needed.
 *
 * @throws IgError `E_WALLET_MISSING`, with the wallets that there are.
 */
export function walletColdkey(context: WalletSettings): string {
  const location = walletLocation(context)
  return orWalletsThere(location, () => readColdkeyPublic(location).ss58)
}

/** The hotkey's address: the one that `--wallet.hotkey` names by its file, or is. Throws as `walletColdkey` does. */
export function walletHotkey(context: WalletSettings): string {
  const hotkey = context.settings['wallet.hotkey']
  if (isBittensorAddress(hotkey)) return hotkey
  const location = walletLocation(context)
  return orWalletsThere(location, () => readHotkeyPublic({ ...location, hotkey }).ss58)
}

function orWalletsThere<T>({ path }: WalletLocation, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const hint = 'Name another one with --wallet.name, --wallet.hotkey and --wallet.path.'
    throw withWalletsThere(error, path, hint)
  }
}
