import { encodeRequest, encodeSs58, type SynapseDefinition, signedText } from '@ig/protocol'
import type { Keypair } from '@ig/sr25519'

/** A classic request signed by `keypair`, as a Python dendrite sends it; for tests and benches. */
export function signedRequest<Fields extends object>({
  keypair,
  axonHotkey,
  synapse,
  fields,
  nonceNs,
  uuid = '00000000-0000-11f1-8000-000000000001',
  timeoutSeconds = 12,
}: {
  readonly keypair: Keypair
  readonly axonHotkey: string
  readonly synapse: SynapseDefinition<Fields>
  readonly fields: Fields
  readonly nonceNs: bigint
  readonly uuid?: string
  readonly timeoutSeconds?: number
}): { path: string; headers: Record<string, string>; body: string } {
  const hotkey = encodeSs58(keypair.publicKey)
  const bodyHash = synapse.bodyHash(fields)
  const text = signedText({ nonceNs, dendriteHotkey: hotkey, axonHotkey, uuid, bodyHash })
  const signature = `0x${Buffer.from(keypair.sign(Buffer.from(text))).toString('hex')}`
  const { path, headers, body } = encodeRequest({
    synapse,
    fields,
    axon: { ip: '127.0.0.1', port: 8091, hotkey: axonHotkey },
    dendrite: { ip: '203.0.113.7', version: 10_005_000, nonceNs, uuid, hotkey, signature },
    timeoutSeconds,
  })
  return { path, headers: Object.fromEntries(headers), body }
}
