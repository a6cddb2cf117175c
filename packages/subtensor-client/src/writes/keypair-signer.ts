import type { Keypair } from '@ig/sr25519'
import type { ApiPromise } from '@polkadot/api'
import type { Signer } from '@polkadot/api/types'

type Registry = ApiPromise['registry']

// A longer payload is signed by its BLAKE2b-256 hash (Substrate, `SignedPayload::using_encoded`).
const MAX_PLAIN_PAYLOAD_BYTES = 256
const SR25519_SIGNATURE = 1

/**
 * A signer of @polkadot/api over a keypair: it is handed payloads and gives back signatures; the secret stays in the
 * keypair's closure.
 */
export function keypairSigner(keypair: Keypair, registry: Registry): Signer {
  return {
    signPayload: async (payload) => {
      const encoded = registry
        .createType('ExtrinsicPayload', payload, { version: payload.version })
        .toU8a({ method: true })
      const message = encoded.length > MAX_PLAIN_PAYLOAD_BYTES ? registry.hash(encoded).toU8a(true) : encoded
      const signature = Buffer.from([SR25519_SIGNATURE, ...keypair.sign(message)])
      return { id: 0, signature: `0x${signature.toString('hex')}` }
    },
  }
}
