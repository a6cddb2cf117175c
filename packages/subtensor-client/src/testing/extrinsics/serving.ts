import { hexToU8a, u8aToHex } from '@polkadot/util'
import type { StateView } from '../state-view.ts'
import {
  amountArg,
  type CallContext,
  type CallHandler,
  moduleFailure,
  numberArg,
  textArg,
} from './call-context.ts'

/** What can be wrong with a call that serves, in the order in which the runtime looks. */
export type ServingProblem =
  | 'HotKeyNotRegisteredInNetwork'
  | 'InvalidIpType'
  | 'InvalidIpAddress'
  | 'ServingRateLimitExceeded'
  | 'InvalidPort'

const LOOPBACK_4 = 0x7f000001n
const LAST_4 = 0xffffffffn
const LAST_6 = (1n << 128n) - 1n

function isServable(ip: bigint, ipType: number, allowZero: boolean): boolean {
  if (ip === 0n) return allowZero
  return ipType === 4 ? ip < LAST_4 && ip !== LOOPBACK_4 : ip < LAST_6 && ip !== 1n
}

/** A hotkey may serve on any subnet as soon as it is registered on one: the runtime does not look closer. */
function isRegisteredSomewhere(view: StateView, hotkey: string): boolean {
  const networks = view.number('SubtensorModule.TotalNetworks')
  return Array.from({ length: networks }, (_, netuid) => netuid).some((netuid) =>
    view.flag('SubtensorModule.IsNetworkMember', hotkey, netuid),
  )
}

function isTooSoon(context: CallContext, item: 'Axons' | 'Prometheus'): boolean {
  const { view, signerSs58, blockNumber } = context
  const netuid = numberArg(context, 'netuid')
  const name = `SubtensorModule.${item}`
  const limit = view.number('SubtensorModule.ServingRateLimit', netuid)
  if (limit === 0 || !view.has(name, netuid, signerSs58)) return false
  const { block } = view.read(name, netuid, signerSs58) as unknown as { block: { toNumber(): number } }
  return blockNumber - block.toNumber() < limit
}

/** Null where the call may serve. The pool looks, too, before it takes a `serve_axon`. */
export function servingProblem(context: CallContext, item: 'Axons' | 'Prometheus'): ServingProblem | null {
  const ipType = numberArg(context, 'ipType')
  if (!isRegisteredSomewhere(context.view, context.signerSs58)) return 'HotKeyNotRegisteredInNetwork'
  if (ipType !== 4 && ipType !== 6) return 'InvalidIpType'
  if (!isServable(amountArg(context, 'ip'), ipType, item === 'Axons')) return 'InvalidIpAddress'
  if (isTooSoon(context, item)) return 'ServingRateLimitExceeded'
  return numberArg(context, 'port') === 0 ? 'InvalidPort' : null
}

function failOnProblem(context: CallContext, item: 'Axons' | 'Prometheus'): void {
  const problem = servingProblem(context, item)
  if (problem) throw moduleFailure(context.view, `SubtensorModule.${problem}`)
}

const serveAxon: CallHandler = (context) => {
  failOnProblem(context, 'Axons')
  const { view, signerSs58, blockNumber, emit } = context
  const netuid = numberArg(context, 'netuid')
  const { version, ip, port, ipType, protocol, placeholder1, placeholder2 } = context.args
  view.put('SubtensorModule.Axons', [netuid, signerSs58], {
    block: blockNumber,
    version,
    ip,
    port,
    ipType,
    protocol,
    placeholder1,
    placeholder2,
  })
  emit('SubtensorModule.AxonServed', netuid, signerSs58)
}

const serveAxonTls: CallHandler = (context) => {
  serveAxon(context)
  const [algorithm, ...publicKey] = hexToU8a(textArg(context, 'certificate'))
  context.view.put('SubtensorModule.NeuronCertificates', [numberArg(context, 'netuid'), context.signerSs58], {
    publicKey: u8aToHex(Uint8Array.from(publicKey)),
    algorithm,
  })
}

const servePrometheus: CallHandler = (context) => {
  failOnProblem(context, 'Prometheus')
  const { view, signerSs58, blockNumber, emit } = context
  const netuid = numberArg(context, 'netuid')
  const { version, ip, port, ipType } = context.args
  view.put('SubtensorModule.Prometheus', [netuid, signerSs58], {
    block: blockNumber,
    version,
    ip,
    port,
    ipType,
  })
  emit('SubtensorModule.PrometheusServed', netuid, signerSs58)
}

export const servingCalls: Readonly<Record<string, CallHandler>> = {
  'subtensorModule.serveAxon': serveAxon,
  'subtensorModule.serveAxonTls': serveAxonTls,
  'subtensorModule.servePrometheus': servePrometheus,
}
