import type { GenericExtrinsic } from '@polkadot/types'
import type { Codec } from '@polkadot/types/types'
import { hexToU8a, u8aToHex } from '@polkadot/util'
import { blake2AsHex } from '@polkadot/util-crypto'
import { RpcError } from '../rpc-error.ts'
import type { Runtime } from '../runtime.ts'

/** A signed extrinsic, taken apart. */
export interface Submission {
  readonly hex: string
  readonly hash: string
  readonly extrinsic: GenericExtrinsic
  readonly signerSs58: string
  readonly nonce: number
  readonly tipRao: bigint
  /** For instance `subtensorModule.burnedRegister`. */
  readonly call: string
  /** Of the call, by name in camel case. */
  readonly args: Readonly<Record<string, Codec>>
}

const BAD_FORMAT = 1001

/** Throws `1001` for what does not decode, as a node does. */
export function decodeSubmission(runtime: Runtime, hex: string): Submission {
  let extrinsic: GenericExtrinsic
  try {
    extrinsic = runtime.registry.createType('Extrinsic', hexToU8a(hex)) as unknown as GenericExtrinsic
    if (!extrinsic.isSigned || u8aToHex(extrinsic.toU8a()) !== hex)
      throw new Error('it is not a signed extrinsic')
  } catch (cause) {
    throw new RpcError(BAD_FORMAT, `Extrinsic has invalid format: ${(cause as Error).message}`)
  }
  const names = extrinsic.method.meta.fields.map((field) => camelCase(field.name.unwrapOr('').toString()))
  return {
    hex,
    hash: blake2AsHex(hexToU8a(hex)),
    extrinsic,
    signerSs58: extrinsic.signer.toString(),
    nonce: extrinsic.nonce.toNumber(),
    tipRao: extrinsic.tip.toBigInt(),
    call: `${extrinsic.method.section}.${extrinsic.method.method}`,
    args: Object.fromEntries(extrinsic.method.args.map((arg, index) => [names[index] ?? '', arg])),
  }
}

const camelCase = (name: string) =>
  name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
