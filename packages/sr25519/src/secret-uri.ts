import { IgError } from '@ig/errors'
import {
  sr25519_derive_keypair_hard,
  sr25519_derive_keypair_soft,
  sr25519_pubkey,
} from '@polkadot-labs/schnorrkel-wasm'
import { parsePath } from './junction.ts'
import { type Keypair, keypairFromSecretKey, secretKeyFromSeed } from './keypair.ts'
import { seedFromMnemonic } from './mnemonic.ts'
import { fromEd25519Form, toEd25519Form } from './scalar.ts'

/** The phrase that the whole ecosystem derives its test accounts from: never keep anything of worth on it. */
export const DEV_PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk'

const SECRET_KEY_BYTES = 64

/**
 * The key of a Substrate secret URI: a phrase or a seed of `0x` and 64 hex digits, then any `//hard` and
 * `/soft` junctions, then `///password`. Without phrase and seed it is derived from `DEV_PHRASE`.
 *
 * Throws `E_SECRET_URI` for another form, `E_MNEMONIC` for a phrase that is none.
 * Source: Substrate's sp_core::crypto::SecretUri.
 *
 * @example
 * const alice = keypairFromUri('//Alice')
 */
export function keypairFromUri(uri: string): Keypair {
  return keypairFromSecretKey(secretKeyFromUri(uri))
}

/**
 * The 64-byte secret key of a secret URI, in the form that `keypairFromSecretKey` takes and wallet files keep.
 *
 * Throws as `keypairFromUri` does.
 */
export function secretKeyFromUri(uri: string): Uint8Array {
  const parts = /^([^/]*)((?:\/\/?[^/]+)*)(?:\/\/\/(.*))?$/s.exec(uri)
  if (parts === null) throw uriError('It ends in slashes or has an empty junction.')
  const [, root = '', path = '', password = ''] = parts
  let pair = wasmKeypair(secretKeyFromSeed(rootSeed(root, password)))
  for (const { hard, chainCode } of parsePath(path)) {
    pair = hard ? sr25519_derive_keypair_hard(pair, chainCode) : sr25519_derive_keypair_soft(pair, chainCode)
  }
  return fromEd25519Form(pair.subarray(0, SECRET_KEY_BYTES))
}

function rootSeed(root: string, password: string): Uint8Array {
  if (!root.startsWith('0x')) return seedFromMnemonic(root === '' ? DEV_PHRASE : root, password)
  if (!/^0x[0-9a-f]{64}$/i.test(root)) throw uriError('A seed is 0x and 64 hex digits.')
  return new Uint8Array(Buffer.from(root.slice(2), 'hex'))
}

/** What the wasm derives from: its form of the secret key, then the public key. */
function wasmKeypair(secretKey: Uint8Array): Uint8Array {
  const secret = toEd25519Form(secretKey)
  return Buffer.concat([secret, sr25519_pubkey(secret)])
}

/** The URI is a secret: it does not go into the error. */
function uriError(reason: string): IgError {
  return new IgError({
    code: 'E_SECRET_URI',
    message: `This is no secret URI. ${reason}`,
    hint: 'Write it as <phrase or 0x-seed>//hard/soft///password.',
  })
}
