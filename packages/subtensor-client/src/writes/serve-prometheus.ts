import { encodeSs58 } from '@ig/protocol'
import type { ExtrinsicOutcome } from '../chain-data.ts'
import type { ServePrometheusOptions } from '../client.ts'
import { buildCall } from './build-call.ts'
import { checkRegistered } from './check-registered.ts'
import type { Intent } from './intent.ts'
import { servingEndpoint } from './serving-endpoint.ts'
import { checkServingRateLimit } from './serving-rate-limit.ts'
import { submitExtrinsic } from './submit-extrinsic.ts'
import type { WriteContext } from './write-context.ts'

/**
 * Says on the chain where the hotkey's Prometheus metrics are read. The hotkey needs no TAO.
 *
 * @throws IgError as {@link import('./serve-axon.ts').serveAxon} does.
 * @see Subtensor, pallet SubtensorModule: `serve_prometheus`
 */
export async function servePrometheus(
  context: WriteContext,
  options: ServePrometheusOptions,
): Promise<ExtrinsicOutcome> {
  return submitExtrinsic(context, { intent: prometheusIntent(options), keypair: options.hotkey, options })
}

/** What is sent, and what is checked before. */
export function prometheusIntent(options: ServePrometheusOptions): Intent {
  const { netuid, hotkey, version } = options
  const { ip, ipType, port } = servingEndpoint(options)
  const hotkeySs58 = encodeSs58(hotkey.publicKey)
  return {
    accountSs58: hotkeySs58,
    build: (api) => buildCall(api, 'subtensorModule', 'servePrometheus', [netuid, version, ip, port, ipType]),
    check: async (chain) => {
      await checkRegistered(chain.at, netuid, hotkeySs58)
      await checkServingRateLimit(chain, 'prometheus', netuid, hotkeySs58)
    },
  }
}
