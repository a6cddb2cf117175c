import type { ApiPromise } from '@polkadot/api'
import type { ApiOptions } from '@polkadot/api/types'
import { chainDecodeFailed } from '../errors/connection-errors.ts'
import type { ChainProvider } from './connection.ts'
import { fetchMetadata } from './fetch-metadata.ts'
import type { Link } from './link.ts'

type Rpc = NonNullable<ApiOptions['rpc']>

const EMPTY_EXTENSION = { extrinsic: {}, payload: {} }
// Subtensor's own; none of them adds anything to an extrinsic or to what is signed.
const SIGNED_EXTENSIONS = Object.fromEntries(
  [
    'SubtensorTransactionExtension',
    'SubtensorSignedExtension',
    'CommitmentsSignedExtension',
    'SudoTransactionExtension',
    'CheckShieldedTxValidity',
    'DrandPriority',
  ].map((name) => [name, EMPTY_EXTENSION]),
)

/** Which runtime an API was made for: with the same key the same API serves. */
export function apiKey(link: Pick<Link, 'genesisHash' | 'runtime'>): string {
  return `${link.genesisHash}-${link.runtime.specVersion}`
}

/**
 * The API of @polkadot/api for the runtime of a link. It is made from that link's metadata, holds no connection and
 * no timer of its own, and asks through `currentLink`, so that it outlives the links of one runtime.
 *
 * @throws IgError `E_CHAIN_DECODE` for metadata that cannot be read.
 */
export async function openApi(link: Link, currentLink: () => Link): Promise<ApiPromise> {
  const [{ ApiPromise }, { rpcDefinitions }, metadata, chain, properties, methods] = await Promise.all([
    import('@polkadot/api'),
    import('@polkadot/types'),
    fetchMetadata(link),
    link.request('system_chain', []),
    link.request('system_properties', []),
    link.request('rpc_methods', []),
  ])
  const known = new Map<string, unknown>([
    ['chain_getBlockHash', link.genesisHash],
    ['state_getRuntimeVersion', link.runtime],
    ['system_chain', chain],
    ['system_properties', properties],
    ['rpc_methods', methods],
  ])
  const provider = createApiProvider(currentLink, known)
  const api = new ApiPromise({
    provider,
    metadata: { [apiKey(link)]: metadata },
    signedExtensions: SIGNED_EXTENSIONS,
    noInitWarn: true,
    // Extrinsics are signed by @ig/sr25519: no wasm is needed.
    initWasm: false,
    rpc: silenced(rpcDefinitions as Rpc),
  })
  try {
    await api.isReadyOrError
  } catch (cause) {
    throw chainDecodeFailed({ what: 'the metadata', specVersion: link.runtime.specVersion, cause })
  }
  known.clear()
  return api
}

/** Answers from `known` while the API is made, and through the link from then on. */
function createApiProvider(currentLink: () => Link, known: Map<string, unknown>): ChainProvider {
  const provider: ChainProvider = {
    // The link follows heads and runtimes. An API that could would do so too, and leave timers when it is given up.
    hasSubscriptions: false,
    isClonable: false,
    isConnected: true,
    clone: () => provider,
    connect: async () => {},
    disconnect: async () => {},
    on: () => () => {},
    send: async <T>(method: string, params: unknown[]) =>
      known.has(method) ? (known.get(method) as T) : currentLink().request<T>(method, params),
    subscribe: async (type, method, params, onNews) => currentLink().subscribe(type, method, params, onNews),
    unsubscribe: async (type, method, id) => currentLink().unsubscribe(type, method, id),
  }
  return provider
}

/** RPC definitions with which the API throws its errors without printing them as well. */
function silenced(definitions: Rpc): Rpc {
  return Object.fromEntries(
    Object.entries(definitions).map(([section, methods]) => [
      section,
      Object.fromEntries(
        Object.entries(methods).map(([name, definition]) => [name, { ...definition, noErrorLog: true }]),
      ),
    ]),
  )
}
