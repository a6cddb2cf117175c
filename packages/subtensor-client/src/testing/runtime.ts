import { decorateStorage, Metadata, TypeRegistry } from '@polkadot/types'
import type { Codec } from '@polkadot/types/types'
import { compactStripLength, hexToU8a, stringCamelCase, u8aToHex } from '@polkadot/util'
import { readVectorText } from './vector-files.ts'

/** The runtimes whose metadata is in `vectors/`. */
export type SpecVersion = 293 | 424

/** An entry of the runtime's storage, by its metadata. */
export interface StorageItem {
  /** The full key in hex. */
  key(args: readonly unknown[]): string
  readonly prefix: string
  readonly valueType: string
  /** What is read where nothing is stored; null for an optional entry. */
  readonly fallback: Uint8Array | null
}

export interface RuntimeApiCall {
  readonly inputs: readonly { readonly name: string; readonly type: string }[]
  readonly output: string
}

export interface ModuleError {
  readonly pallet: string
  readonly name: string
  readonly palletIndex: number
  readonly errorIndex: number
}

/** A runtime's metadata, indexed by name; nothing in here knows an index or a type by heart. */
export interface Runtime {
  readonly specVersion: SpecVersion
  readonly registry: TypeRegistry
  /** By metadata version, in hex. */
  readonly metadataHex: ReadonlyMap<number, string>
  /** `Core_version` in JSON, as `state_getRuntimeVersion` answers. */
  readonly version: Readonly<Record<string, unknown>>
  create(type: string, value: unknown): Codec
  /** For instance `SubtensorModule.Burn`. */
  storageItem(name: string): StorageItem
  hasStorageItem(name: string): boolean
  hasCall(name: string): boolean
  /** Pallet and call, for instance of `Timestamp.set`. */
  callIndex(name: string): Uint8Array
  /** For instance `NeuronInfoRuntimeApi_get_neurons`. */
  apiCall(name: string): RuntimeApiCall | undefined
  constant(name: string): Codec
  /** The first of the names that this runtime has, for instance `SubtensorModule.NotEnoughBalanceToStake`. */
  moduleError(...names: readonly string[]): ModuleError
  event(name: string): {
    readonly palletIndex: number
    readonly eventIndex: number
    readonly fieldTypes: readonly string[]
  }
}

const metadataFiles: Readonly<Record<SpecVersion, readonly (readonly [version: number, file: string])[]>> = {
  293: [
    [14, 'metadata_v14_293_nodocs.hex'],
    [15, 'metadata_v15_293_nodocs.hex'],
  ],
  424: [[16, 'metadata_v16_424_nodocs.hex']],
}

const emptyExtension = { extrinsic: {}, payload: {} }
const subtensorExtensions = Object.fromEntries(
  [
    'SubtensorTransactionExtension',
    'SudoTransactionExtension',
    'CheckShieldedTxValidity',
    'DrandPriority',
  ].map((name) => [name, emptyExtension]),
)

const loaded = new Map<SpecVersion, Runtime>()

/** Reads a runtime's metadata once a process: about 100 ms. */
export function loadRuntime(specVersion: SpecVersion): Runtime {
  const known = loaded.get(specVersion) ?? readRuntime(specVersion)
  loaded.set(specVersion, known)
  return known
}

function readRuntime(specVersion: SpecVersion): Runtime {
  const metadataHex = new Map(
    metadataFiles[specVersion].map(([version, file]) => [version, readVectorText(file).trim()] as const),
  )
  const newest = metadataHex.get(Math.max(...metadataHex.keys())) ?? ''
  const registry = new TypeRegistry()
  const metadata = new Metadata(registry, newest as `0x${string}`)
  registry.setMetadata(metadata, undefined, subtensorExtensions, true)
  const { pallets, apis } = metadata.asLatest

  const create = (type: string, value: unknown): Codec => registry.createTypeUnsafe(type, [value])
  const pallet = (name: string) =>
    found(
      pallets.find((one) => one.name.eq(name)),
      `pallet ${name}`,
    )
  const variant = (type: Parameters<typeof registry.lookup.getSiType>[0], name: string) =>
    registry.lookup.getSiType(type).def.asVariant.variants.find((one) => one.name.eq(name))

  const storage = new Map<string, StorageItem>()
  for (const section of Object.values(decorateStorage(registry, metadata.asLatest, metadata.version)))
    for (const entry of Object.values(section)) {
      const { type, modifier, fallback } = entry.meta
      if (!entry.meta.name || entry.prefix === 'Substrate') continue
      storage.set(`${entry.prefix}.${entry.meta.name}`, {
        key: (args) => u8aToHex(compactStripLength(entry(...args))[1]),
        prefix: u8aToHex(entry.keyPrefix()),
        valueType: registry.createLookupType(type.isPlain ? type.asPlain : type.asMap.value),
        fallback: modifier.isOptional ? null : fallback.toU8a(true),
      })
    }

  const apiCalls = new Map<string, RuntimeApiCall>()
  for (const api of apis)
    for (const method of api.methods)
      apiCalls.set(`${api.name}_${method.name}`, {
        inputs: method.inputs.map((input) => ({
          name: stringCamelCase(input.name.toString()),
          type: registry.createLookupType(input.type),
        })),
        output: registry.createLookupType(method.output),
      })

  const constant = (name: string): Codec => {
    const [section, item] = split(name)
    const { type, value } = found(
      pallet(section).constants.find((one) => one.name.eq(item)),
      `constant ${name}`,
    )
    return create(registry.createLookupType(type), hexToU8a(value.toHex()))
  }

  return {
    specVersion,
    registry,
    metadataHex,
    version: constant('System.Version').toJSON() as Record<string, unknown>,
    create,
    storageItem: (name) => found(storage.get(name), `storage ${name}`),
    hasStorageItem: (name) => storage.has(name),
    hasCall: (name) => {
      const [section, item] = split(name)
      const calls = pallet(section).calls
      return calls.isSome && variant(calls.unwrap().type, item) !== undefined
    },
    callIndex: (name) => {
      const [section, item] = split(name)
      const { calls, index } = pallet(section)
      const call = found(variant(calls.unwrap().type, item), `call ${name}`)
      return new Uint8Array([index.toNumber(), call.index.toNumber()])
    },
    apiCall: (name) => apiCalls.get(name),
    constant,
    moduleError: (...names) => {
      for (const name of names) {
        const [section, item] = split(name)
        const { errors, index } = pallet(section)
        const error = errors.isSome ? variant(errors.unwrap().type, item) : undefined
        if (error)
          return {
            pallet: section,
            name: item,
            palletIndex: index.toNumber(),
            errorIndex: error.index.toNumber(),
          }
      }
      throw new Error(`Spec ${specVersion} has none of the errors ${names.join(', ')}.`)
    },
    event: (name) => {
      const [section, item] = split(name)
      const { events, index } = pallet(section)
      const event = found(variant(events.unwrap().type, item), `event ${name}`)
      return {
        palletIndex: index.toNumber(),
        eventIndex: event.index.toNumber(),
        fieldTypes: event.fields.map((field) => registry.createLookupType(field.type)),
      }
    },
  }
}

function split(name: string): [section: string, item: string] {
  const dot = name.indexOf('.')
  return [name.slice(0, dot), name.slice(dot + 1)]
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The metadata has no ${what}.`)
  return value
}
