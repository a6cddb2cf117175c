import { encodeSs58 } from '@ig/protocol'
import type { Keypair } from '@ig/sr25519'
import type { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import { keypairSigner } from './keypair-signer.ts'
import type { MortalEra } from './mortal-era.ts'

/** A call that is ready to be signed. */
export type Call = SubmittableExtrinsic<'promise'>

/** An extrinsic as it goes over the wire, with what is needed to find it again. */
export interface SignedExtrinsic {
  /** For instance `SubtensorModule.burned_register`. */
  readonly call: string
  /** The bytes, `0x` and hex. */
  readonly hex: string
  readonly hash: string
  readonly genesisHash: string
  readonly accountSs58: string
  readonly nonce: number
  readonly birthBlock: number
  readonly lastEraBlock: number
}

/** What is signed besides the call. */
export interface SigningOptions {
  readonly nonce: number
  /** Null for an extrinsic that is valid for ever. */
  readonly era: MortalEra | null
  /** Of the era's birth block; the genesis hash where there is no era. */
  readonly blockHash: string
}

/** Signs a call for the chain and the runtime of `api`. The extrinsic is version 4, without a tip. */
export async function signExtrinsic(
  api: ApiPromise,
  call: Call,
  keypair: Keypair,
  { nonce, era, blockHash }: SigningOptions,
): Promise<SignedExtrinsic> {
  const accountSs58 = encodeSs58(keypair.publicKey)
  const payload = api.registry.createType(
    'SignerPayload',
    signingFields(api, call, accountSs58, { nonce, era, blockHash }),
  )
  const json = payload.toPayload()
  const signer = keypairSigner(keypair, api.registry)
  const signed = await signer.signPayload?.(json)
  if (signed === undefined) throw new Error('the signer signs no payloads')
  call.addSignature(accountSs58, signed.signature, json)
  return {
    call: callName(call),
    hex: call.toHex(),
    hash: call.hash.toHex(),
    genesisHash: api.genesisHash.toHex(),
    accountSs58,
    nonce,
    birthBlock: era?.birthBlock ?? 0,
    lastEraBlock: era?.lastBlock ?? Number.MAX_SAFE_INTEGER,
  }
}

/** The fields of the payload; unsigned, they also serve to ask what an extrinsic would cost. */
export function signingFields(
  api: ApiPromise,
  call: Call,
  accountSs58: string,
  { nonce, era, blockHash }: SigningOptions,
) {
  return {
    address: accountSs58,
    blockHash,
    blockNumber: era?.birthBlock ?? 0,
    era:
      era === null
        ? '0x00'
        : api.registry.createType('ExtrinsicEra', { current: era.birthBlock, period: era.periodBlocks }),
    genesisHash: api.genesisHash,
    method: call.method,
    nonce,
    runtimeVersion: api.runtimeVersion,
    signedExtensions: api.registry.signedExtensions,
    tip: 0,
    version: api.extrinsicVersion,
  }
}

/** The call's name as the metadata spells it. */
export function callName({ method: { section, method, callIndex, meta, registry } }: Call): string {
  const pallet = registry.metadata.pallets.find(({ index }) => index.toNumber() === callIndex[0])
  return `${pallet?.name.toString() ?? section}.${meta.name.toString() || method}`
}
