import { encodeSs58 } from '@ig/protocol'
import type { Keypair } from '@ig/sr25519'
import { deriveNaclKey } from './argon2.ts'
import { type Environment, environmentPassword, passwordVariable } from './environment-password.ts'
import { findHotkey } from './find-hotkey.ts'
import { type KeySecret, keypairOf, wipe } from './key-secret.ts'
import { parseKeySecret } from './keyfile.ts'
import { decryptKeyfile, encryptionOf } from './keyfile-encryption.ts'
import { encryptedError } from './keyfile-errors.ts'
import type { DeriveKey } from './nacl-file.ts'
import { readKeyfile } from './read-keyfile.ts'
import { coldkeyPaths, type HotkeyLocation, hotkeyPaths, type WalletLocation } from './wallet-files.ts'

/** What encrypts and decrypts. */
export interface CipherOptions {
  /** Makes the key of a password; Argon2i in a thread of its own unless given. */
  readonly deriveKey?: DeriveKey
  /** Ends the work, which then throws the signal's reason. */
  readonly signal?: AbortSignal
}

/** Where the password of a key file comes from. */
export interface UnlockOptions extends CipherOptions {
  /** The password, or what asks for it; used where the file is encrypted and `env` does not have it. */
  readonly password?: string | (() => Promise<string>)
  /** Looked at first, for the file's `passwordVariable`; the process's own unless given. */
  readonly env?: Environment
}

/** A key that lies in a file and can sign. */
export interface UnlockedKey {
  readonly keypair: Keypair
  readonly ss58: string
  /** The absolute path of the file with the secret. */
  readonly file: string
}

/**
 * Opens a coldkey, encrypted or not.
 *
 * Throws `E_WALLET_MISSING`, `E_WALLET_NAME`, `E_WALLET_READ`; `E_WALLET_ENCRYPTED` without a password,
 * `E_WALLET_PASSWORD` for a wrong one, `E_WALLET_PASSWORD_VARIABLE`, `E_WALLET_FORMAT`, `E_WALLET_ARGON2`; and
 * what `parseKeyfile` throws.
 *
 * @example
 * const { keypair } = await unlockColdkey({ path: '~/.bittensor/wallets', name: 'miner' }, { password })
 */
export function unlockColdkey(location: WalletLocation, options: UnlockOptions = {}): Promise<UnlockedKey> {
  return unlock(coldkeyPaths(location).secretFile, options)
}

/** Opens a hotkey, encrypted or not, by its name or its address. Throws as `unlockColdkey` does. */
export async function unlockHotkey(
  location: HotkeyLocation,
  options: UnlockOptions = {},
): Promise<UnlockedKey> {
  return unlock(hotkeyPaths(findHotkey(location)).secretFile, options)
}

async function unlock(file: string, options: UnlockOptions): Promise<UnlockedKey> {
  const plain = await openKeyfile(file, options)
  let secret: KeySecret
  try {
    secret = parseKeySecret(plain, file)
  } finally {
    plain.fill(0)
  }
  const keypair = keypairOf(secret)
  wipe(secret)
  return { keypair, ss58: encodeSs58(keypair.publicKey), file }
}

/** The content of a key file as it is without encryption; the caller overwrites it after use. */
export async function openKeyfile(file: string, options: UnlockOptions): Promise<Uint8Array> {
  const content = readKeyfile(file)
  const encryption = encryptionOf(content)
  if (encryption === null) return content
  // Where no password would help, nobody is asked for one.
  if (encryption === 'Fernet') throw encryptedError(file, encryption)
  const fromEnvironment = environmentPassword(file, options.env ?? process.env)
  const { password } = options
  const used = fromEnvironment ?? (typeof password === 'function' ? await password() : password)
  if (used === undefined) throw encryptedError(file, encryption)
  return decryptKeyfile(content, file, {
    password: used,
    variable: fromEnvironment === null ? null : passwordVariable(file),
    deriveKey: options.deriveKey ?? deriveNaclKey,
    signal: options.signal,
  })
}
