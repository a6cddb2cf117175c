import { IgError } from '@ig/errors'
import { createHotkey, type HotkeyLocation, readHotkey } from '@ig/wallet'

/** Reads a hotkey, and makes it first where there is none: in the sandbox keys hold nothing. */
export function openSandboxHotkey(
  location: HotkeyLocation,
): ReturnType<typeof readHotkey> & { readonly isNew: boolean } {
  try {
    return { ...readHotkey(location), isNew: false }
  } catch (error) {
    if (!IgError.isInstance(error) || error.code !== 'E_WALLET_MISSING') throw error
  }
  createHotkey(location)
  return { ...readHotkey(location), isNew: true }
}
