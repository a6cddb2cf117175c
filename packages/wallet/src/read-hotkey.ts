import { encodeSs58 } from '@ig/protocol'
import { findHotkey } from './find-hotkey.ts'
import { parseKeyfile } from './keyfile.ts'
import { readKeyfile } from './read-keyfile.ts'
import type { UnlockedKey } from './unlock.ts'
import { type HotkeyLocation, hotkeyPaths } from './wallet-files.ts'

/**
 * Reads a plain hotkey file of btcli or of `createHotkey`, by the hotkey's name or its address, at once;
 * `unlockHotkey` reads encrypted ones too.
 *
 * Throws `E_WALLET_MISSING`, `E_WALLET_NAME`, `E_WALLET_READ`, and whatever `parseKeyfile` finds wrong with it:
 * `E_WALLET_ENCRYPTED`, `E_WALLET_MALFORMED`, `E_WALLET_NO_SECRET`, `E_WALLET_CRYPTO_TYPE`, `E_WALLET_MISMATCH`.
 */
export function readHotkey(location: HotkeyLocation): UnlockedKey {
  const { secretFile } = hotkeyPaths(findHotkey(location))
  const content = readKeyfile(secretFile)
  const keypair = parseKeyfile(content, secretFile)
  content.fill(0)
  return { keypair, ss58: encodeSs58(keypair.publicKey), file: secretFile }
}
