import { encodeSs58 } from '@ig/protocol'
import type { ExtrinsicOutcome } from '../chain-data.ts'
import type { ServeAxonOptions } from '../client.ts'
import { badArgument } from '../errors/write-errors.ts'
import { buildCall } from './build-call.ts'
import { checkRegistered } from './check-registered.ts'
import type { Intent } from './intent.ts'
import { servingEndpoint } from './serving-endpoint.ts'
import { checkServingRateLimit } from './serving-rate-limit.ts'
import { submitExtrinsic } from './submit-extrinsic.ts'
import type { WriteContext } from './write-context.ts'

// The SDK's number for an axon over HTTP.
const DEFAULT_PROTOCOL = 4
const MAX_U8 = 255
// The runtime keeps one byte for the algorithm and 64 for the key, and drops a longer one without a word.
const MAX_CERTIFICATE_BYTES = 65

/**
 * Says on the chain where the hotkey's axon is reached, with a certificate by `serve_axon_tls`. The hotkey needs no
 * TAO. Address, port, registration and the subnet's rate limit are checked before anything is sent: the runtime of
 * 293 takes an axon even for a subnet that does not exist.
 *
 * @throws IgError `E_IP`, `E_CHAIN_ARGUMENT`; `E_CHAIN_SUBNET`; `E_CHAIN_REFUSED` (`InvalidIpAddress`, `InvalidPort`,
 * `HotKeyNotRegisteredInSubNet`, `ServingRateLimitExceeded` with `values.waitBlocks`); what {@link submitExtrinsic}
 * throws.
 * @see Subtensor, pallet SubtensorModule: `serve_axon`, `serve_axon_tls`
 */
export async function serveAxon(context: WriteContext, options: ServeAxonOptions): Promise<ExtrinsicOutcome> {
  return submitExtrinsic(context, { intent: axonIntent(options), keypair: options.hotkey, options })
}

/** What is sent, and what is checked before. */
export function axonIntent(options: ServeAxonOptions): Intent {
  const { netuid, hotkey, version, protocol = DEFAULT_PROTOCOL, certificate } = options
  const { ip, ipType, port } = servingEndpoint(options)
  if (!Number.isInteger(protocol) || protocol < 0 || protocol > MAX_U8) {
    throw badArgument('The protocol is no integer from 0 to 255.', { protocol })
  }
  if (certificate && (certificate.length === 0 || certificate.length > MAX_CERTIFICATE_BYTES)) {
    throw badArgument('The certificate has to have from 1 to 65 bytes.', { bytes: certificate.length })
  }
  const placeholders = [0, 0]
  const values = [netuid, version, ip, port, ipType, protocol, ...placeholders]
  const hotkeySs58 = encodeSs58(hotkey.publicKey)
  return {
    accountSs58: hotkeySs58,
    build: (api) =>
      certificate
        ? buildCall(api, 'subtensorModule', 'serveAxonTls', [...values, toHex(certificate)])
        : buildCall(api, 'subtensorModule', 'serveAxon', values),
    check: async (chain) => {
      await checkRegistered(chain.at, netuid, hotkeySs58)
      await checkServingRateLimit(chain, 'axons', netuid, hotkeySs58)
    },
  }
}

/** Bytes go to polkadot as hex: it reads a bare array as encoded with its length. */
function toHex(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString('hex')}`
}
