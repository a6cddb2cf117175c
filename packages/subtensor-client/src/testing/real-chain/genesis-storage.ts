import {
  bnToU8a,
  compactStripLength,
  compactToU8a,
  hexToU8a,
  stringToU8a,
  u8aConcat,
  u8aToHex,
  u8aToString,
} from '@polkadot/util'
import { xxhashAsHex } from '@polkadot/util-crypto'

/** A chain's first storage, key to value in hex. */
export type Storage = Record<string, string>

/** A chain specification as Subtensor writes one: storage as it is, or JSON for the runtime to make it from. */
export interface ChainSpec {
  readonly name: string
  readonly id: string
  readonly properties: unknown
  readonly genesis: {
    readonly raw?: { readonly top: Storage }
    readonly runtimeGenesis?: { readonly code: string; readonly patch?: Json; readonly config?: Json }
  }
}

type Json = { [name: string]: unknown }

/** Runs one function of a runtime; what it wrote comes back beside its result. */
export type RunRuntime = (
  wasm: string,
  fn: string,
  params: string,
  storage?: Storage,
) => Promise<{ readonly result: string; readonly storageDiff: readonly (readonly [string, string | null])[] }>

const CODE_KEY = '0x3a636f6465'

/** The storage of block 0. A plain specification is turned into one by the runtime's own `GenesisBuilder`. */
export async function genesisStorage(spec: ChainSpec, run: RunRuntime): Promise<Storage> {
  if (spec.genesis.raw) return { ...spec.genesis.raw.top }
  const { runtimeGenesis } = spec.genesis
  if (!runtimeGenesis)
    throw new Error('The chain specification has neither genesis.raw nor genesis.runtimeGenesis.')
  const { code, patch = {} } = runtimeGenesis
  const config = runtimeGenesis.config ?? merge(await defaultConfig(code, run), patch)
  const bytes = stringToU8a(JSON.stringify(config))
  const { result, storageDiff } = await run(
    code,
    'GenesisBuilder_build_state',
    u8aToHex(u8aConcat(compactToU8a(bytes.length), bytes)),
  )
  const [failed, ...message] = hexToU8a(result)
  if (failed) throw new Error(`GenesisBuilder_build_state: ${u8aToString(Uint8Array.from(message))}`)
  return {
    ...Object.fromEntries(storageDiff.filter((entry): entry is [string, string] => entry[1] !== null)),
    [CODE_KEY]: code,
  }
}

async function defaultConfig(code: string, run: RunRuntime): Promise<Json> {
  const { result } = await run(code, 'GenesisBuilder_get_preset', '0x00')
  const [isSome, ...bytes] = hexToU8a(result)
  return isSome ? JSON.parse(u8aToString(compactStripLength(Uint8Array.from(bytes))[1])) : {}
}

/** As JSON merge patches do: null deletes, objects merge, everything else replaces. */
function merge(base: Json, patch: Json): Json {
  const merged: Json = { ...base }
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name]
    else merged[name] = isObject(value) ? merge(isObject(merged[name]) ? merged[name] : {}, value) : value
  }
  return merged
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const storageCode = (storage: Storage): string => storage[CODE_KEY] ?? ''

/** Starts the chain's clock now: blocks before the epoch would be refused. */
export function setClock(storage: Storage, nowMs: number, slotMs: number): void {
  const key = (pallet: string, item: string) => xxhashAsHex(pallet, 128) + xxhashAsHex(item, 128).slice(2)
  const slot = Math.floor(nowMs / slotMs)
  const u64 = (value: number) => u8aToHex(bnToU8a(BigInt(value), { bitLength: 64, isLe: true }))
  storage[key('Timestamp', 'Now')] = u64(slot * slotMs)
  storage[key('Aura', 'CurrentSlot')] = u64(slot)
}
