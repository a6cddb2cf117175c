import { IgError } from '@ig/errors'
import { decodeSs58, encodeSs58 } from '@ig/protocol'
import { type Keypair, verify } from '@ig/sr25519'
import type { KeyringPair, KeyringPair$Meta } from '@polkadot/keyring/types'

/** The number that a `MultiSignature` begins with where it is one of sr25519. */
const SR25519_SIGNATURE = 1

/**
 * The key in the form that @polkadot/api takes as a signer. It signs with @ig/sr25519, and gives its secret to
 * nobody: what would need it (`derive`, `toJson`, `encodePkcs8`, VRF) throws `E_WALLET_KEYRING`.
 *
 * Only the type is @polkadot/keyring's: the library itself would cost every start half a second and 160 MB.
 */
export function keyringPair(keypair: Keypair): KeyringPair {
  let meta: KeyringPair$Meta = {}
  const address = encodeSs58(keypair.publicKey)
  return {
    address,
    addressRaw: keypair.publicKey,
    publicKey: keypair.publicKey,
    type: 'sr25519',
    isLocked: false,
    get meta() {
      return meta
    },
    setMeta: (more) => {
      meta = { ...meta, ...more }
    },
    lock: () => {},
    unlock: () => {},
    sign: (message, { withType = false } = {}) => {
      const signature = keypair.sign(bytesOf(message))
      return withType ? Uint8Array.of(SR25519_SIGNATURE, ...signature) : signature
    },
    verify: (message, signature, signer) => {
      const publicKey = typeof signer === 'string' ? publicKeyOf(signer) : signer
      return verify(bytesOf(message), signature, publicKey)
    },
    derive: unsupported('derive'),
    decodePkcs8: unsupported('decodePkcs8'),
    encodePkcs8: unsupported('encodePkcs8'),
    toJson: unsupported('toJson'),
    vrfSign: unsupported('vrfSign'),
    vrfVerify: unsupported('vrfVerify'),
  }
}

function unsupported(method: string): () => never {
  return () => {
    throw new IgError({
      code: 'E_WALLET_KEYRING',
      message: 'This pair signs and verifies, and does nothing that needs its secret.',
      values: { method },
      hint: 'Make a pair from the mnemonic with @polkadot/keyring.',
    })
  }
}

/** As @polkadot reads a text: hex where it begins with 0x, else its UTF-8. */
function bytesOf(message: string | Uint8Array): Uint8Array {
  if (typeof message !== 'string') return message
  const isHex = /^0x([0-9a-f]{2})*$/i.test(message)
  return isHex ? new Uint8Array(Buffer.from(message.slice(2), 'hex')) : new TextEncoder().encode(message)
}

function publicKeyOf(signer: string): Uint8Array {
  return signer.startsWith('0x') ? bytesOf(signer) : decodeSs58(signer).publicKey
}
