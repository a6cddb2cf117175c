import { existsSync } from 'node:fs'
import { IgError } from '@ig/errors'
import { encodeSs58 } from '@ig/protocol'
import { deriveNaclKey } from './argon2.ts'
import { type KeySecret, type KeySource, keypairOf, openKeySource, wipe } from './key-secret.ts'
import { serializeKeyfiles } from './keyfile.ts'
import { encryptKeyfile } from './keyfile-encryption.ts'
import { existsError } from './keyfile-errors.ts'
import type { CipherOptions, UnlockedKey } from './unlock.ts'
import {
  coldkeyPaths,
  type HotkeyLocation,
  hotkeyPaths,
  type KeyPaths,
  type WalletLocation,
} from './wallet-files.ts'
import { writeKeyfiles } from './write-keyfiles.ts'

/** A key that was just written. */
export interface CreatedKey extends UnlockedKey {
  /** The phrase of a new key, to be shown once; null where the key was made from something given. */
  readonly mnemonic: string | null
}

interface OverwriteOption {
  /** The name of the key once more, where one that is there is to be given up for this one. */
  readonly overwrite?: string
}

interface PasswordOption {
  /** What encrypts the file, as `$NACL`; null leaves it plain. */
  readonly password: string | null
}

/** What `createHotkey` takes. */
export interface CreateHotkeyOptions extends HotkeyLocation, KeySource, OverwriteOption {}

/** What `createEncryptedHotkey` takes. */
export interface CreateEncryptedHotkeyOptions extends CreateHotkeyOptions, PasswordOption, CipherOptions {}

/** What `createColdkey` takes. */
export interface CreateColdkeyOptions
  extends WalletLocation,
    KeySource,
    OverwriteOption,
    PasswordOption,
    CipherOptions {}

/**
 * Makes a hotkey as btcli does: a plain JSON file that only its owner may read, and `<hotkey>pub.txt` beside
 * it. Both are on the disk when it returns. Nothing is overwritten unless the hotkey's name is given as `overwrite`.
 *
 * Throws `E_WALLET_EXISTS`, `E_WALLET_OVERWRITE`, `E_WALLET_NAME`, `E_WALLET_WRITE`, `E_WALLET_SOURCE`, and for a
 * source that is none `E_MNEMONIC`, `E_SEED`, `E_SECRET_URI`, `E_SECRET_KEY`.
 *
 * @example
 * const { ss58, mnemonic } = createHotkey({ path: '~/.bittensor/wallets', name: 'miner', hotkey: 'default' })
 */
export function createHotkey(options: CreateHotkeyOptions): CreatedKey {
  const paths = hotkeyPaths(options)
  const overwrite = mayOverwrite(paths.secretFile, options.hotkey, options.overwrite)
  const { secret, isNew } = openKeySource(options)
  try {
    writeKeyfiles(paths, serializeKeyfiles(secret), { overwrite })
    return createdKey(paths, secret, isNew)
  } finally {
    wipe(secret)
  }
}

/** As `createHotkey`, but the file is encrypted. Throws `E_WALLET_ARGON2` too, and the signal's reason. */
export function createEncryptedHotkey(options: CreateEncryptedHotkeyOptions): Promise<CreatedKey> {
  return createKey(hotkeyPaths(options), options.hotkey, options)
}

/**
 * Makes a coldkey as btcli does: `coldkey`, encrypted where there is a password, and `coldkeypub.txt`. Nothing is
 * overwritten unless the wallet's name is given as `overwrite`; a public file of the same key may be there.
 *
 * Throws as `createHotkey` does, `E_WALLET_ARGON2`, and the signal's reason.
 *
 * @example
 * const { ss58, mnemonic } = await createColdkey({ path: '~/.bittensor/wallets', name: 'miner', password })
 */
export function createColdkey(options: CreateColdkeyOptions): Promise<CreatedKey> {
  return createKey(coldkeyPaths(options), options.name, options)
}

async function createKey(
  paths: KeyPaths,
  name: string,
  options: KeySource & OverwriteOption & PasswordOption & CipherOptions,
): Promise<CreatedKey> {
  const overwrite = mayOverwrite(paths.secretFile, name, options.overwrite)
  const { secret, isNew } = openKeySource(options)
  try {
    const content = serializeKeyfiles(secret)
    writeKeyfiles(
      paths,
      { secret: await sealed(content.secret, options), public: content.public },
      { overwrite },
    )
    return createdKey(paths, secret, isNew)
  } finally {
    wipe(secret)
  }
}

function createdKey({ secretFile }: KeyPaths, secret: KeySecret, isNew: boolean): CreatedKey {
  const keypair = keypairOf(secret)
  const mnemonic = isNew ? secret.mnemonic : null
  return { keypair, ss58: encodeSs58(keypair.publicKey), file: secretFile, mnemonic }
}

async function sealed(
  text: string,
  { password, deriveKey = deriveNaclKey, signal }: PasswordOption & CipherOptions,
): Promise<Uint8Array> {
  const plain = Buffer.from(text)
  if (password === null) return plain
  try {
    return await encryptKeyfile(plain, password, { deriveKey, signal })
  } finally {
    plain.fill(0)
  }
}

/** Refuses before anything is made, so that nobody waits for the encryption of what is not written. */
export function mayOverwrite(file: string, name: string, typed: string | undefined): boolean {
  if (typed === undefined) {
    if (existsSync(file)) throw existsError(file)
    return false
  }
  if (typed === name) return true
  throw new IgError({
    code: 'E_WALLET_OVERWRITE',
    message: 'To overwrite a key its own name has to be given once more, and this is another.',
    values: { file, name, given: typed },
  })
}
