import { isIPv6 } from 'node:net'
import {
  btauthPayload,
  encodeBtauthHeaders,
  encodeRequest,
  encodeSs58,
  pythonFloat,
  type SynapseDefinition,
  signedText,
  stringifyJson,
  versionToInt,
} from '@ig/protocol'
import type { Keypair } from '@ig/sr25519'

/** An axon as the chain names it. */
export interface DendriteTarget {
  /** An IP address: names are not resolved. */
  readonly ip: string
  readonly port: number
  /** SS58 */
  readonly hotkey: string
}

/** Who signs a request. */
export interface DendriteIdentity {
  readonly keypair: Keypair
  readonly externalIp: string
  readonly uuid: string
}

/** What is asked of a target. */
export interface DendriteQuestion<Fields extends object> {
  readonly target: DendriteTarget
  readonly synapse: SynapseDefinition<Fields>
  readonly fields: Fields
  readonly timeoutSeconds: number
  readonly nonceNs: bigint
}

/** A request ready for a socket. */
export interface SignedRequest {
  readonly path: string
  /** Complete, in the order to send them in. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

/** The SDK whose requests these are, byte for byte. */
const SDK_VERSION = versionToInt('10.5.0')

/** A request with the signature that bittensor up to version 10 asks for. */
export function signClassic<Fields extends object>(
  identity: DendriteIdentity,
  { target, synapse, fields, timeoutSeconds, nonceNs }: DendriteQuestion<Fields>,
): SignedRequest {
  const hotkey = encodeSs58(identity.keypair.publicKey)
  const bodyHash = synapse.bodyHash(fields)
  const text = signedText({
    nonceNs,
    dendriteHotkey: hotkey,
    axonHotkey: target.hotkey,
    uuid: identity.uuid,
    bodyHash,
  })
  const { path, headers, body } = encodeRequest({
    synapse,
    fields,
    timeoutSeconds,
    axon: { ip: target.ip, port: target.port, hotkey: target.hotkey },
    dendrite: {
      ip: identity.externalIp,
      version: SDK_VERSION,
      nonceNs,
      uuid: identity.uuid,
      hotkey,
      signature: `0x${Buffer.from(identity.keypair.sign(Buffer.from(text))).toString('hex')}`,
    },
  })
  return complete(target, path, headers, body)
}

/** A request with the signature of bittensor 11, bound to its receiver; its body is the fields alone. */
export function signBtauth<Fields extends object>(
  { keypair }: DendriteIdentity,
  { target, synapse, fields, timeoutSeconds, nonceNs }: DendriteQuestion<Fields>,
): SignedRequest {
  const path = `/${synapse.name}`
  const body = stringifyJson(fields)
  const parts = { sender: encodeSs58(keypair.publicKey), nonceNs, receiver: target.hotkey }
  const payload = btauthPayload({ ...parts, method: 'POST', target: path, body: Buffer.from(body) })
  const headers = encodeBtauthHeaders({ ...parts, signature: keypair.sign(Buffer.from(payload)) })
  const timeout: [string, string] = ['timeout', pythonFloat(timeoutSeconds)]
  return complete(target, path, [timeout, ...headers, ['Content-Type', 'application/json']], body)
}

/** Adds what the SDK's HTTP client adds, and where it does. */
function complete(
  { ip, port }: DendriteTarget,
  path: string,
  headers: readonly [string, string][],
  body: string,
): SignedRequest {
  return {
    path,
    body,
    headers: [
      ['Host', `${isIPv6(ip) ? `[${ip}]` : ip}:${port}`],
      ...headers.slice(0, -1),
      ['Accept', '*/*'],
      ['Accept-Encoding', 'gzip, deflate'],
      ['User-Agent', '@ig/axon'],
      ['Content-Length', String(Buffer.byteLength(body))],
      ...headers.slice(-1),
    ],
  }
}
