import { verify } from '@ig/sr25519'
import type { GenericExtrinsic } from '@polkadot/types'
import { hexToU8a } from '@polkadot/util'
import { blake2AsU8a } from '@polkadot/util-crypto'
import type { StateView } from '../state-view.ts'
import { type Refusal, RefusedError } from './refusal.ts'
import type { Submission } from './submission.ts'

/** What is longer is hashed before it is signed. */
const LONGEST_SIGNED_BYTES = 256

/**
 * Verifies the sr25519 signature over what the chain knows to be true: its genesis, its version and the block that
 * the era begins with. A wrong one of them shows as a bad signature, as on a real chain.
 */
export function checkSignature(view: StateView, submission: Submission, genesisHash: string): void {
  const { registry, version } = view.runtime
  const { extrinsic } = submission
  const payload = registry.createType(
    'ExtrinsicPayload',
    {
      method: extrinsic.method.toHex(),
      era: extrinsic.era,
      nonce: extrinsic.nonce,
      tip: extrinsic.tip,
      mode: 0,
      metadataHash: null,
      specVersion: version.specVersion,
      transactionVersion: version.transactionVersion,
      genesisHash,
      blockHash: eraBlockHash(view, extrinsic, genesisHash),
    },
    { version: 4 },
  )
  const bytes = payload.toU8a({ method: true })
  const message = bytes.length > LONGEST_SIGNED_BYTES ? blake2AsU8a(bytes) : bytes
  const { multiSignature } = extrinsic.inner.signature as unknown as {
    multiSignature: { isSr25519: boolean; asSr25519: Uint8Array }
  }
  const isGood =
    multiSignature.isSr25519 &&
    verify(message, Uint8Array.from(multiSignature.asSr25519), hexToU8a(extrinsic.signer.toHex()).slice(-32))
  if (!isGood) throw new RefusedError('BadProof' satisfies Refusal)
}

/**
 * The hash of the block where the era that holds `block` begins. An era that has passed is reckoned to begin later
 * than the signer meant: a real chain cannot tell either, and says that the signature is bad.
 */
function eraBlockHash(view: StateView, extrinsic: GenericExtrinsic, genesisHash: string): string {
  if (!extrinsic.era.isMortalEra) return genesisHash
  const birth = extrinsic.era.asMortalEra.birth(view.number('System.Number'))
  if (!view.has('System.BlockHash', birth)) throw new RefusedError('AncientBirthBlock')
  return view.text('System.BlockHash', birth)
}
