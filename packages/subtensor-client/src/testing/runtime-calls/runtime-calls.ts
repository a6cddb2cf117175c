import type { Codec } from '@polkadot/types/types'
import { hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util'
import { quoteBuy, quoteSell } from '../alpha-pool.ts'
import { alphaPriceRao } from '../alpha-price.ts'
import { extrinsicFee } from '../extrinsic-fee.ts'
import type { StateView } from '../state-view.ts'
import { neuronFields } from './neuron-fields.ts'
import { stakeInfo, stakesOfColdkey } from './stake-info.ts'
import { structFieldNames, subnetStruct } from './struct.ts'
import { metagraphFields, subnetInfoFields, vectorFields } from './subnet-fields.ts'

interface CallContext {
  readonly view: StateView
  readonly args: readonly Codec[]
  /** Of the struct that is answered, by the metadata. */
  readonly fieldNames: readonly string[]
}

const netuidOf = ({ args }: CallContext) => Number(args[0])

const uidsOf = (view: StateView, netuid: number) =>
  Array.from({ length: view.number('SubtensorModule.SubnetworkN', netuid) }, (_, uid) => uid)

const netuidsOf = (view: StateView) =>
  Array.from({ length: view.number('SubtensorModule.TotalNetworks') }, (_, netuid) => netuid)

const exists = (view: StateView, netuid: number) => view.flag('SubtensorModule.NetworksAdded', netuid)

/** One subnet's struct, null where there is no such subnet. */
const ofSubnet = (fields: typeof metagraphFields) => (call: CallContext) =>
  exists(call.view, netuidOf(call)) ? subnetStruct(call.view, netuidOf(call), call.fieldNames, fields) : null

const ofEverySubnet = (fields: typeof metagraphFields) => (call: CallContext) =>
  netuidsOf(call.view).map((netuid) => subnetStruct(call.view, netuid, call.fieldNames, fields))

const oneNeuron = ({ view, args }: CallContext) => {
  const [netuid, uid] = [Number(args[0]), Number(args[1])]
  return uid < view.number('SubtensorModule.SubnetworkN', netuid)
    ? neuronFields(view, netuid, [uid])[0]
    : null
}

const allNeurons = (call: CallContext) =>
  neuronFields(call.view, netuidOf(call), uidsOf(call.view, netuidOf(call)))

function selectiveMetagraph(call: CallContext) {
  const { view, args, fieldNames } = call
  const netuid = netuidOf(call)
  if (!exists(view, netuid)) return null
  const chosen = new Set([...(args[1] as Codec & Iterable<Codec>)].map(Number))
  const names = fieldNames.filter((name, index) => name === 'netuid' || chosen.has(index))
  return subnetStruct(view, netuid, names, vectorFields)
}

const accountNonce = ({ view, args }: CallContext) =>
  (view.read('System.Account', args[0]) as unknown as { nonce: Codec }).nonce

/** Without the slippages: nobody reads them. */
const noSwap = { taoFee: 0, alphaFee: 0, taoSlippage: 0, alphaSlippage: 0 }

const handlers: Readonly<Record<string, (call: CallContext) => unknown>> = {
  AccountNonceApi_account_nonce: accountNonce,
  DelegateInfoRuntimeApi_get_delegate: () => null,
  DelegateInfoRuntimeApi_get_delegates: () => [],
  NeuronInfoRuntimeApi_get_neuron: oneNeuron,
  NeuronInfoRuntimeApi_get_neuron_lite: oneNeuron,
  NeuronInfoRuntimeApi_get_neurons: allNeurons,
  NeuronInfoRuntimeApi_get_neurons_lite: allNeurons,
  StakeInfoRuntimeApi_get_stake_info_for_coldkey: ({ view, args }) => stakesOfColdkey(view, String(args[0])),
  StakeInfoRuntimeApi_get_stake_info_for_coldkeys: ({ view, args }) =>
    [...(args[0] as Codec & Iterable<Codec>)].map((coldkey) => [
      coldkey,
      stakesOfColdkey(view, String(coldkey)),
    ]),
  StakeInfoRuntimeApi_get_stake_info_for_hotkey_coldkey_netuid: ({ view, args }) =>
    stakeInfo(view, String(args[0]), String(args[1]), Number(args[2])),
  SubnetInfoRuntimeApi_get_all_dynamic_info: ofEverySubnet(metagraphFields),
  SubnetInfoRuntimeApi_get_all_metagraphs: ofEverySubnet(vectorFields),
  SubnetInfoRuntimeApi_get_dynamic_info: ofSubnet(metagraphFields),
  SubnetInfoRuntimeApi_get_metagraph: ofSubnet(vectorFields),
  SubnetInfoRuntimeApi_get_selective_metagraph: selectiveMetagraph,
  SubnetInfoRuntimeApi_get_subnet_hyperparams: ofSubnet(subnetInfoFields),
  SubnetInfoRuntimeApi_get_subnet_hyperparams_v2: ofSubnet(subnetInfoFields),
  SubnetInfoRuntimeApi_get_subnet_info: ofSubnet(subnetInfoFields),
  SubnetInfoRuntimeApi_get_subnet_info_v2: ofSubnet(subnetInfoFields),
  SubnetInfoRuntimeApi_get_subnet_state: ofSubnet(vectorFields),
  SubnetInfoRuntimeApi_get_subnets_info: ofEverySubnet(subnetInfoFields),
  SubnetInfoRuntimeApi_get_subnets_info_v2: ofEverySubnet(subnetInfoFields),
  SubnetRegistrationRuntimeApi_get_network_registration_cost: () => 1_999_990_079_366n,
  SwapRuntimeApi_sim_swap_alpha_for_tao(call) {
    const alphaAmount = BigInt(String(call.args[1]))
    const { outRao, feeRao } = quoteSell(call.view, netuidOf(call), alphaAmount)
    return { ...noSwap, alphaAmount, taoAmount: outRao, alphaFee: feeRao }
  },
  SwapRuntimeApi_sim_swap_tao_for_alpha(call) {
    const taoAmount = BigInt(String(call.args[1]))
    const { outRao, feeRao } = quoteBuy(call.view, netuidOf(call), taoAmount)
    return { ...noSwap, taoAmount, alphaAmount: outRao, taoFee: feeRao }
  },
  SwapRuntimeApi_current_alpha_price: (call) => alphaPriceRao(call.view, netuidOf(call)),
  TransactionPaymentApi_query_info: ({ view, args }) => extrinsicFee(view.runtime, args[0]?.toU8a()).info,
}

/** True for a call that {@link runCall} answers. */
export const isRuntimeCall = (name: string): boolean => name in handlers || name.startsWith('Metadata_')

/** Answers `state_call` from the state, in the runtime's own encoding. */
export function runCall(view: StateView, name: string, paramsHex: string): string {
  const { runtime } = view
  const call = runtime.apiCall(name)
  const handler = handlers[name]
  if (!call) throw new Error(`The runtime has no ${name}.`)
  if (!handler) throw new Error(`The in-memory chain does not model ${name}.`)

  let rest = hexToU8a(paramsHex)
  const args = call.inputs.map(({ type }) => {
    const arg = runtime.create(type, rest)
    rest = rest.subarray(arg.encodedLength)
    return arg
  })
  const value = handler({ view, args, fieldNames: structFieldNames(runtime, call.output) })
  return u8aToHex(runtime.create(call.output, value).toU8a())
}

/** `Metadata_*`: what @polkadot/api asks first. */
export function runMetadataCall(view: StateView, name: string, paramsHex: string): string {
  const { metadataHex, registry } = view.runtime
  if (name === 'Metadata_metadata_versions')
    return registry.createType('Vec<u32>', [...metadataHex.keys()]).toHex()
  const version =
    name === 'Metadata_metadata_at_version' ? registry.createType('u32', hexToU8a(paramsHex)).toNumber() : 14
  const metadata = metadataHex.get(version)
  if (!metadata) return '0x00'
  const opaque = registry.createType('Bytes', metadata).toU8a()
  return u8aToHex(name === 'Metadata_metadata_at_version' ? u8aConcat(new Uint8Array([1]), opaque) : opaque)
}
