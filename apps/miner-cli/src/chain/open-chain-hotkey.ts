import { type HotkeyFile, readHotkey } from '@ig/wallet'
import type { Settings } from '../settings/settings-table.ts'

/** Opens the hotkey of the settings; the coldkey's file is not looked at. */
export async function openChainHotkey(settings: Settings): Promise<HotkeyFile> {
  return readHotkey({
    path: settings['wallet.path'],
    name: settings['wallet.name'],
    hotkey: settings['wallet.hotkey'],
  })
}
