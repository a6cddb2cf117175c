import type { GenericExtrinsic } from '@polkadot/types'
import type { Runtime } from './runtime.ts'

/** Of every extrinsic, in picoseconds of reference time. */
const BASE_REF_TIME = 108_157_000n
const REF_TIME_PER_RAO = 2_000n

/** Measured on the real runtime (spec 293) by `TransactionPaymentApi_query_info`. */
const weights: Readonly<Record<string, { readonly refTime: bigint; readonly proofSize?: bigint }>> = {
  'balances.transferKeepAlive': { refTime: 165_655_000n, proofSize: 3593n },
  'balances.transferAllowDeath': { refTime: 165_655_000n, proofSize: 3593n },
  'balances.transferAll': { refTime: 176_205_000n, proofSize: 3593n },
  'subtensorModule.burnedRegister': { refTime: 5_879_400_000n },
  'subtensorModule.registerLimit': { refTime: 5_879_400_000n },
  'subtensorModule.serveAxon': { refTime: 235_670_000n },
  'subtensorModule.serveAxonTls': { refTime: 233_890_000n },
  'subtensorModule.servePrometheus': { refTime: 231_170_000n },
  'subtensorModule.addStake': { refTime: 2_495_500_000n },
  'subtensorModule.addStakeLimit': { refTime: 2_552_800_000n },
  'subtensorModule.removeStake': { refTime: 1_671_800_000n },
  'subtensorModule.removeStakeLimit': { refTime: 2_553_800_000n },
  'commitments.setCommitment': { refTime: 559_140_000n },
}

/** Calls that the chain takes without a fee in every spec that we know. */
const alwaysFree = /^(subtensorModule\.serve|commitments\.)/
/** Free in spec 293; later specs take a fee on top of what the call itself takes. */
const onceFree = /^subtensorModule\./

export interface ExtrinsicFee {
  readonly paysFee: boolean
  /** Without the tip. */
  readonly feeRao: bigint
  /** `DispatchInfo` of the extrinsic, the base weight included. */
  readonly dispatchInfo: Readonly<Record<string, unknown>>
  /** What `query_info` answers. */
  readonly info: Readonly<Record<string, unknown>>
}

/** The fee of an extrinsic by weight and length, as the runtime reckons it. */
export function extrinsicFee(runtime: Runtime, encoded: Uint8Array | undefined): ExtrinsicFee {
  const extrinsic = runtime.registry.createType('Extrinsic', encoded) as unknown as GenericExtrinsic
  const name = `${extrinsic.method.section}.${extrinsic.method.method}`
  const { refTime, proofSize = 0n } = weights[name] ?? { refTime: 2_169_387n }
  const paysFee = !(alwaysFree.test(name) || (runtime.specVersion === 293 && onceFree.test(name)))
  const length = BigInt(extrinsic.encodedLength)
  const feeRao = paysFee ? BASE_REF_TIME / REF_TIME_PER_RAO + refTime / REF_TIME_PER_RAO + length : 0n
  const dispatchClass = name.startsWith('commitments.') ? 'Operational' : 'Normal'
  return {
    paysFee,
    feeRao,
    dispatchInfo: {
      weight: { refTime: BASE_REF_TIME + refTime, proofSize },
      class: dispatchClass,
      paysFee: paysFee ? 'Yes' : 'No',
    },
    info: { weight: { refTime, proofSize }, class: dispatchClass, partialFee: feeRao },
  }
}
