import { join } from 'node:path'
import { isBittensorAddress } from '@ig/protocol'
import { readColdkeyPublic, readHotkeyPublic, type WalletLocation } from '@ig/wallet'
import type { CommandContext } from '../commands/command-list.ts'

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

/** The coldkey's address, from its public file: no password is needed. */
export function walletColdkey(context: WalletSettings): string {
  return readColdkeyPublic(walletLocation(context)).ss58
}

/** The hotkey's address: the one that `--wallet.hotkey` names by its file, or is. */
export function walletHotkey(context: WalletSettings): string {
  const hotkey = context.settings['wallet.hotkey']
  return isBittensorAddress(hotkey) ? hotkey : readHotkeyPublic({ ...walletLocation(context), hotkey }).ss58
}
