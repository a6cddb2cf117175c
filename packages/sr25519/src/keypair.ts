import { IgError } from '@ig/errors'
import { sr25519_pubkey, sr25519_secret_from_seed, sr25519_sign } from '@polkadot-labs/schnorrkel-wasm'
import { fromEd25519Form, isCanonicalScalar, toEd25519Form } from './scalar.ts'

/** A key that signs; its secret is in a closure, so it is neither enumerated nor printed. */
export interface Keypair {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** 64 bytes: sr25519 with the context `substrate`; randomised, so no two are alike. */
  sign(message: Uint8Array): Uint8Array
}

/**
 * The key of a 32-byte seed (schnorrkel's mini secret, what wallet files call `secretSeed`).
 *
 * Throws `E_SEED` for another length.
 */
export function keypairFromSeed(seed: Uint8Array): Keypair {
  return keypairFromSecretKey(secretKeyFromSeed(seed))
}

/**
 * The 64-byte secret key of a 32-byte seed: schnorrkel's canonical scalar, then the nonce; what wallet files
 * call `privateKey`.
 *
 * Throws `E_SEED` for another length.
 */
export function secretKeyFromSeed(seed: Uint8Array): Uint8Array {
  if (seed.length !== 32) {
    throw new IgError({
      code: 'E_SEED',
      message: 'A seed has 32 bytes.',
      values: { bytes: seed.length },
    })
  }
  return fromEd25519Form(sr25519_secret_from_seed(seed))
}

/**
 * The secret key in schnorrkel's form of one in the form that @polkadot and @scure keep, whose scalar is the
 * other's times eight.
 *
 * Throws `E_SECRET_KEY` for another length or a scalar that is no multiple of eight.
 */
export function secretKeyFromEd25519Form(secretKey: Uint8Array): Uint8Array {
  if (secretKey.length !== 64 || ((secretKey[0] ?? 0) & 7) !== 0) {
    throw new IgError({
      code: 'E_SECRET_KEY',
      message: 'This is no sr25519 secret key of @polkadot: 64 bytes, and a scalar that eight divides.',
      values: { bytes: secretKey.length },
    })
  }
  return fromEd25519Form(secretKey)
}

/**
 * The key of a 64-byte secret key: schnorrkel's canonical scalar, then the nonce. The form that @polkadot and
 * @scure keep, the scalar times eight, is another.
 *
 * Throws `E_SECRET_KEY` for another length, a zero scalar, or one not below the group's order.
 */
export function keypairFromSecretKey(secretKey: Uint8Array): Keypair {
  const scalar = secretKey.subarray(0, 32)
  if (secretKey.length !== 64 || !isCanonicalScalar(scalar) || scalar.every((byte) => byte === 0)) {
    throw new IgError({
      code: 'E_SECRET_KEY',
      message:
        'This is no sr25519 secret key: 64 bytes, a canonical scalar that is not zero and then a nonce.',
      values: { bytes: secretKey.length },
      hint: 'If it comes from @polkadot or @scure, its scalar has to be divided by eight.',
    })
  }
  // The arrays are its own: what a caller does to one later must not change what is signed with.
  const secret = toEd25519Form(secretKey)
  const signer = sr25519_pubkey(secret)
  return Object.freeze({
    publicKey: signer.slice(),
    sign: (message: Uint8Array) => sr25519_sign(signer, secret, message),
  })
}
