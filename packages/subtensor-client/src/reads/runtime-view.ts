import type { QueryableStorageEntry } from '@polkadot/api/types'
import type { PortableRegistry, TypeRegistry } from '@polkadot/types'
import type { RuntimeApiMetadataLatest, SiLookupTypeId } from '@polkadot/types/interfaces'
import type { Registry } from '@polkadot/types/types'
import { chainUnsupported } from '../errors/connection-errors.ts'
import { camelCase, type Decode, plainDecoder } from './plain-decoder.ts'

type Method = RuntimeApiMetadataLatest['methods'][number]

/** What is read of an API, and of one that stands at an older block. */
export interface DecoratedApi {
  readonly registry: Registry
  readonly query: Record<string, Record<string, QueryableStorageEntry<'promise'>>>
  readonly consts: Record<string, Record<string, { toString(): string }>>
}

/** A runtime API's method with what it takes and gives. */
export interface CallView {
  /** As `state_call` names it. */
  readonly method: string
  encode(args: readonly unknown[]): `0x${string}`
  readonly decode: Decode
  /** Of the structure that it answers with, alone or as an option; empty for anything else. */
  readonly fieldNames: readonly string[]
}

/** A storage item with what it holds. */
export interface StorageView {
  key(args: readonly unknown[]): string
  readonly decode: Decode
  /** What stands for nothing stored; null for optional items. */
  readonly fallback: Uint8Array | null
}

/** One runtime's calls and storage, decoded by its own metadata. */
export interface RuntimeView {
  call(name: string): CallView | null
  storage(name: string): StorageView | null
}

/** Makes the views of a runtime on their first use. */
export function runtimeView({ registry, query }: DecoratedApi): RuntimeView {
  const decoder = plainDecoder(registry.lookup as PortableRegistry)
  const methods = new Map<string, Method>()
  for (const api of (registry as TypeRegistry).metadata.apis) {
    for (const method of api.methods) methods.set(`${api.name.toString()}.${method.name.toString()}`, method)
  }

  function callView(name: string): CallView | null {
    const method = methods.get(name)
    if (method === undefined) return null
    const types = method.inputs.map(({ type }) => registry.createLookupType(type))
    return {
      method: name.replace('.', '_'),
      encode(args) {
        const parts = types.map((type, i) => registry.createTypeUnsafe(type, [args[i]]).toU8a())
        return `0x${Buffer.concat(parts).toString('hex')}`
      },
      decode: decoder(method.output),
      fieldNames: structureFields(registry, method.output),
    }
  }

  function storageView(name: string): StorageView | null {
    const [pallet = '', item = ''] = name.split('.')
    const entry = query[pallet]?.[item]
    if (entry === undefined) return null
    const { type, modifier, fallback } = entry.creator.meta
    return {
      key: (args) => entry.key(...args),
      decode: decoder(type.isPlain ? type.asPlain : type.asMap.value),
      fallback: modifier.isOptional ? null : fallback.toU8a(true),
    }
  }

  return { call: remembered(callView), storage: remembered(storageView) }
}

/** The view that is there, or `E_CHAIN_UNSUPPORTED`. */
export function needed<T>(view: T | null, what: string, specVersion: number): T {
  if (view === null) throw chainUnsupported({ what, specVersion })
  return view
}

function structureFields(registry: Registry, id: SiLookupTypeId): readonly string[] {
  const { def, params } = registry.lookup.getSiType(id)
  if (def.isComposite) return def.asComposite.fields.map(({ name }) => camelCase(name.toString()))
  const inner = params[0]?.type
  return def.isVariant && inner?.isSome ? structureFields(registry, inner.unwrap()) : []
}

function remembered<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>()
  return (name) => {
    if (!made.has(name)) made.set(name, make(name))
    return made.get(name) as T
  }
}
