import { IgError } from '@ig/errors'
import {
  generateMnemonic,
  type Keypair,
  keypairFromSecretKey,
  type MnemonicWords,
  secretKeyFromSeed,
  secretKeyFromUri,
  seedFromMnemonic,
} from '@ig/sr25519'

/** What a key is made from: one of these, or nothing for a new phrase. */
export interface KeySource {
  /** An English BIP39 phrase of 12 to 24 words; white space around and between them does not matter. */
  readonly mnemonic?: string
  /** 32 bytes. */
  readonly seed?: Uint8Array
  /** `<phrase or 0x-seed>//hard/soft///password`. */
  readonly uri?: string
  /** 64 bytes in schnorrkel's form, which wallet files keep. */
  readonly secretKey?: Uint8Array
  /** How many words a new phrase has; 12 unless told. */
  readonly words?: MnemonicWords
}

/** A key's secret, and as much of its origin as is known. */
export interface KeySecret {
  readonly mnemonic: string | null
  /** 32 bytes. */
  readonly seed: Uint8Array | null
  /** 64 bytes. */
  readonly secretKey: Uint8Array
}

/**
 * The secret of a source, and whether its phrase is new.
 *
 * Throws `E_WALLET_SOURCE` for more than one source, and what @ig/sr25519 throws for one that is none:
 * `E_MNEMONIC`, `E_SEED`, `E_SECRET_URI`, `E_SECRET_KEY`.
 */
export function openKeySource(source: KeySource): { readonly secret: KeySecret; readonly isNew: boolean } {
  const { mnemonic, seed, uri, secretKey, words } = source
  const given = [mnemonic, seed, uri, secretKey].filter((one) => one !== undefined)
  if (given.length > 1) {
    throw new IgError({
      code: 'E_WALLET_SOURCE',
      message: 'A key is made from one source, not from several.',
    })
  }
  if (mnemonic !== undefined) return { secret: fromMnemonic(mnemonic), isNew: false }
  if (seed !== undefined) return { secret: fromSeed(seed), isNew: false }
  if (uri !== undefined) return { secret: fromSecretKey(secretKeyFromUri(uri)), isNew: false }
  if (secretKey !== undefined) return { secret: fromSecretKey(secretKey), isNew: false }
  return { secret: fromMnemonic(generateMnemonic(words)), isNew: true }
}

/** The key that signs with the secret, of which it keeps a copy. */
export function keypairOf({ secretKey }: KeySecret): Keypair {
  return keypairFromSecretKey(secretKey)
}

/** Overwrites the bytes of a secret. A phrase is text, which the language cannot overwrite. */
export function wipe(secret: KeySecret): void {
  secret.seed?.fill(0)
  secret.secretKey.fill(0)
}

function fromMnemonic(mnemonic: string): KeySecret {
  const phrase = mnemonic.trim().split(/\s+/).join(' ')
  return { ...fromSeed(seedFromMnemonic(phrase)), mnemonic: phrase }
}

function fromSeed(seed: Uint8Array): KeySecret {
  return { mnemonic: null, seed: new Uint8Array(seed), secretKey: secretKeyFromSeed(seed) }
}

function fromSecretKey(secretKey: Uint8Array): KeySecret {
  return { mnemonic: null, seed: null, secretKey: new Uint8Array(secretKey) }
}
