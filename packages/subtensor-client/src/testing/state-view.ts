import type { Codec } from '@polkadot/types/types'
import { hexToU8a, u8aToHex } from '@polkadot/util'
import type { Runtime } from './runtime.ts'
import type { State } from './state.ts'

/** The state by the names and types of the metadata. */
export interface StateView {
  readonly runtime: Runtime
  readonly state: State
  /** The decoded value, or the entry's default; throws where an optional entry is missing. */
  read(name: string, ...args: readonly unknown[]): Codec
  has(name: string, ...args: readonly unknown[]): boolean
  number(name: string, ...args: readonly unknown[]): number
  amount(name: string, ...args: readonly unknown[]): bigint
  flag(name: string, ...args: readonly unknown[]): boolean
  /** As text: SS58 for accounts. */
  text(name: string, ...args: readonly unknown[]): string
  list(name: string, ...args: readonly unknown[]): readonly Codec[]
  /** An entry that this runtime does not have is left out without a word: `Rank` and `Trust` went after spec 293. */
  put(name: string, args: readonly unknown[], value: unknown): void
  remove(name: string, ...args: readonly unknown[]): void
}

export function createStateView(runtime: Runtime, state: State): StateView {
  const stored = (name: string, args: readonly unknown[]) => state.get(runtime.storageItem(name).key(args))

  const read = (name: string, ...args: readonly unknown[]): Codec => {
    const { valueType, fallback } = runtime.storageItem(name)
    const value = stored(name, args)
    if (value === null && fallback === null) throw new Error(`${name}(${args.join(', ')}) is not stored.`)
    return runtime.create(valueType, value === null ? fallback : hexToU8a(value))
  }

  return {
    runtime,
    state,
    read,
    has: (name, ...args) => stored(name, args) !== null,
    number: (name, ...args) => Number(read(name, ...args).toString()),
    amount: (name, ...args) => BigInt(read(name, ...args).toString()),
    flag: (name, ...args) => read(name, ...args).toString() === 'true',
    text: (name, ...args) => read(name, ...args).toString(),
    list: (name, ...args) => [...(read(name, ...args) as Codec & Iterable<Codec>)],
    put(name, args, value) {
      if (!runtime.hasStorageItem(name)) return
      const { key, valueType } = runtime.storageItem(name)
      state.set(key(args), u8aToHex(runtime.create(valueType, value).toU8a()))
    },
    remove: (name, ...args) => state.set(runtime.storageItem(name).key(args), null),
  }
}
