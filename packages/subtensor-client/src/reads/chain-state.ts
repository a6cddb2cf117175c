import { IgError } from '@ig/errors'
import type { ApiPromise } from '@polkadot/api'
import { z } from 'zod'
import type { ApiContext } from '../connection/connection.ts'
import { chainRpcFailed, isRpcError } from '../connection/rpc-error.ts'
import { chainDecodeFailed } from '../errors/connection-errors.ts'
import { parseAs } from './parse-as.ts'
import type { Decode } from './plain-decoder.ts'
import { type DecoratedApi, needed, type RuntimeView, runtimeView } from './runtime-view.ts'
import { scaleCursor } from './scale-cursor.ts'

/** The chain's state at one block, decoded by that block's runtime. Names of calls are the runtime's, of storage items those of `api.query`. */
export interface ChainState {
  readonly genesisHash: string
  readonly specVersion: number
  /** Null for whatever block is the newest when a request arrives. */
  readonly blockHash: string | null
  hasCall(name: string): boolean
  /**
   * `E_CHAIN_UNSUPPORTED` where the runtime lacks the call, `E_CHAIN_ARGUMENT` where it cannot take the arguments (as
   * storage items their keys), `E_CHAIN_DECODE` where the answer is not what it promises.
   */
  call(name: string, ...args: readonly unknown[]): Promise<unknown>
  /** Of the structure that a call answers with. */
  callFields(name: string): readonly string[]
  hasStorage(name: string): boolean
  /** The value, or the runtime's default where nothing is stored; null where the item has none. */
  storage(name: string, ...keys: readonly unknown[]): Promise<unknown>
  /** As `storage`, but null where nothing is stored. */
  stored(name: string, ...keys: readonly unknown[]): Promise<unknown>
  /** As `storage`, for many items at once, in the order asked for. */
  storages(items: readonly StorageQuery[]): Promise<readonly unknown[]>
  constant(pallet: string, name: string): bigint
  rpc(method: string, ...params: readonly unknown[]): Promise<unknown>
  /** The same runtime's state at a block that runs it. */
  at(blockHash: string): ChainState
}

/** An item's name and keys. */
export type StorageQuery = readonly [name: string, ...keys: unknown[]]

// A node answers a few hundred keys in one go.
const KEYS_AT_ONCE = 500
const changeSets = z.array(z.object({ changes: z.array(z.tuple([z.string(), z.string().nullable()])) }))
const views = new WeakMap<object, RuntimeView>()

/** The state at a block, or at the newest one. */
export async function openState(
  api: ApiPromise,
  context: Pick<ApiContext, 'request' | 'genesisHash' | 'specVersion'>,
  blockHash?: string,
): Promise<ChainState> {
  const newest = stateOf(context, decorated(api), null)
  if (blockHash === undefined) return newest
  // Asked for here first, because the API prints about blocks that it does not find.
  if ((await newest.rpc('chain_getHeader', blockHash)) === null) throw blockUnknown(blockHash)
  const { registry, runtimeVersion } = await api.getBlockRegistry(Buffer.from(blockHash.slice(2), 'hex'))
  if (registry === api.registry) return newest.at(blockHash)
  const older = { ...context, specVersion: runtimeVersion.specVersion.toNumber() }
  return stateOf(older, decorated(await api.at(blockHash)), blockHash)
}

function stateOf(
  context: Pick<ApiContext, 'request' | 'genesisHash' | 'specVersion'>,
  runtime: DecoratedApi,
  blockHash: string | null,
): ChainState {
  const view = views.get(runtime.registry) ?? runtimeView(runtime)
  views.set(runtime.registry, view)
  const { genesisHash, specVersion } = context
  const at = blockHash === null ? [] : [blockHash]

  async function rpc(method: string, ...params: readonly unknown[]): Promise<unknown> {
    try {
      return await context.request(method, params)
    } catch (error) {
      throw isRpcError(error) ? chainRpcFailed(method, error) : error
    }
  }

  function decode(what: string, decoder: Decode, bytes: Uint8Array): unknown {
    const cursor = scaleCursor(bytes)
    let value: unknown
    try {
      value = decoder(cursor)
    } catch (cause) {
      throw chainDecodeFailed({ what, specVersion, cause })
    }
    if (cursor.offset === bytes.length) return value
    throw chainDecodeFailed({
      what,
      specVersion,
      cause: new RangeError(`${bytes.length - cursor.offset} bytes left`),
    })
  }

  const storageView = (name: string) => needed(view.storage(name), name, specVersion)
  const callView = (name: string) => needed(view.call(name), name, specVersion)

  const keyOf = (name: string, keys: readonly unknown[]) => {
    const { key } = storageView(name)
    return encoded(name, keys, () => key(keys))
  }

  async function storages(items: readonly StorageQuery[]): Promise<readonly unknown[]> {
    const asked = items.map(([name, ...keys]) => ({ name, key: keyOf(name, keys) }))
    const found = new Map<string, unknown>()
    for (let from = 0; from < asked.length; from += KEYS_AT_ONCE) {
      const keys = asked.slice(from, from + KEYS_AT_ONCE).map(({ key }) => key)
      for (const [key, value] of changesOf(await rpc('state_queryStorageAt', keys, ...at)))
        found.set(key, value)
    }
    return asked.map(({ name, key }) => {
      const { decode: decoder, fallback } = storageView(name)
      const value = found.get(key) ?? null
      if (value === null && fallback === null) return null
      return decode(name, decoder, value === null ? (fallback ?? new Uint8Array()) : hexBytes(value, name))
    })
  }

  async function stored(name: string, ...keys: readonly unknown[]): Promise<unknown> {
    const { decode: decoder } = storageView(name)
    const value = await rpc('state_getStorage', keyOf(name, keys), ...at)
    return value === null ? null : decode(name, decoder, hexBytes(value, name))
  }

  return {
    genesisHash,
    specVersion,
    blockHash,
    hasCall: (name) => view.call(name) !== null,
    async call(name, ...args) {
      const { method, encode, decode: decoder } = callView(name)
      const answer = await rpc(
        'state_call',
        method,
        encoded(name, args, () => encode(args)),
        ...at,
      )
      return decode(name, decoder, hexBytes(answer, name))
    },
    callFields: (name) => callView(name).fieldNames,
    hasStorage: (name) => view.storage(name) !== null,
    async storage(name, ...keys) {
      const value = await stored(name, ...keys)
      const { fallback, decode: decoder } = storageView(name)
      return value === null && fallback !== null ? decode(name, decoder, fallback) : value
    },
    stored,
    storages,
    constant: (pallet, name) =>
      BigInt(needed(runtime.consts[pallet]?.[name] ?? null, `${pallet}.${name}`, specVersion).toString()),
    rpc,
    at: (hash) => stateOf(context, runtime, hash),
  }
}

/** What the runtime's own types make of arguments: a netuid of -1 or 1.5 is none. */
function encoded(what: string, args: readonly unknown[], encode: () => string): string {
  try {
    return encode()
  } catch (cause) {
    throw new IgError({
      code: 'E_CHAIN_ARGUMENT',
      message: 'The runtime takes no such argument.',
      values: { what, args: args.map(String) },
      cause,
    })
  }
}

function decorated(api: unknown): DecoratedApi {
  // The declared types know Substrate's own pallets only.
  return api as DecoratedApi
}

function hexBytes(value: unknown, what: string): Uint8Array {
  if (typeof value === 'string' && value.startsWith('0x') && value.length % 2 === 0) {
    const bytes = Buffer.from(value.slice(2), 'hex')
    if (bytes.length === value.length / 2 - 1) return bytes
  }
  throw chainDecodeFailed({ what, cause: new TypeError('not hex') })
}

function changesOf(answer: unknown): readonly [string, string | null][] {
  return parseAs(changeSets, 'state_queryStorageAt', answer).flatMap(({ changes }) => changes)
}

function blockUnknown(blockHash: string): IgError {
  return new IgError({
    code: 'E_CHAIN_BLOCK',
    message: 'The node does not know this block.',
    values: { blockHash },
    hint: 'Check the hash; blocks of long ago are only known to archive nodes.',
  })
}
