import { existsSync } from 'node:fs'
import { encodeSs58 } from '@ig/protocol'
import { mayOverwrite } from './create-key.ts'
import { findHotkey } from './find-hotkey.ts'
import { parsePublicKey, serializePublicKey } from './keyfile.ts'
import { readKeyfile } from './read-keyfile.ts'
import {
  coldkeyPaths,
  type HotkeyLocation,
  hotkeyPaths,
  type KeyPaths,
  type WalletLocation,
} from './wallet-files.ts'
import { writePublicFile } from './write-keyfiles.ts'

/** A public key that lies in a file. */
export interface PublicKeyFile {
  readonly ss58: string
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** The absolute path of the file that was read. */
  readonly file: string
}

/**
 * The coldkey's public half, without a password: from `coldkeypub.txt`, or from a plain `coldkey`.
 *
 * Throws `E_WALLET_MISSING`, `E_WALLET_NAME`, `E_WALLET_READ`, `E_WALLET_MALFORMED`, `E_WALLET_CRYPTO_TYPE`, and
 * `E_WALLET_ENCRYPTED` where there is only the encrypted file.
 */
export function readColdkeyPublic(location: WalletLocation): PublicKeyFile {
  return readPublic(coldkeyPaths(location))
}

/** The hotkey's public half, by its name or its address. Throws as `readColdkeyPublic` does. */
export function readHotkeyPublic(location: HotkeyLocation): PublicKeyFile {
  return readPublic(hotkeyPaths(findHotkey(location)))
}

/**
 * Writes `coldkeypub.txt` alone, to watch a coldkey whose secret is kept elsewhere.
 *
 * Throws `E_WALLET_EXISTS`, `E_WALLET_OVERWRITE`, `E_WALLET_NAME`, `E_WALLET_WRITE`, and `E_SS58` for a key of
 * another length.
 */
export function createColdkeyPublic({
  publicKey,
  overwrite,
  ...location
}: WalletLocation & {
  readonly publicKey: Uint8Array
  /** The name of the wallet once more, where the file that is there is to be given up. */
  readonly overwrite?: string
}): PublicKeyFile {
  const { folder, publicFile } = coldkeyPaths(location)
  const ss58 = encodeSs58(publicKey)
  const isOverwritten = mayOverwrite(publicFile, location.name, overwrite)
  writePublicFile({ folder, publicFile }, serializePublicKey(publicKey), { overwrite: isOverwritten })
  return { ss58, publicKey, file: publicFile }
}

function readPublic({ secretFile, publicFile }: KeyPaths): PublicKeyFile {
  // A missing key is missed by the name that people know, which is the secret's.
  const file = existsSync(publicFile) ? publicFile : secretFile
  const publicKey = parsePublicKey(readKeyfile(file), file)
  return { ss58: encodeSs58(publicKey), publicKey, file }
}
