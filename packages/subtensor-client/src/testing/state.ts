/**
 * What the chain knows after a block: raw storage, key to value, both in hex. One copy a block is kept; entries that
 * a block left alone are shared between the copies.
 */
export interface State {
  get(key: string): string | null
  /** Null deletes. */
  set(key: string, value: string | null): void
  /** Sorted, as a node lists them. */
  keys(prefix: string): string[]
  /** A copy that goes its own way from here on. */
  fork(): State
}

/** Pallet and item, 16 bytes each: entries are copied by item, on the first write after a fork. */
const ITEM_PREFIX_LENGTH = 2 + 64

type Items = ReadonlyMap<string, ReadonlyMap<string, string>>

export function createState(start: Items = new Map()): State {
  const items = new Map(start)
  const own = new Set<string>()

  const writable = (prefix: string): Map<string, string> => {
    const entries = items.get(prefix)
    if (entries && own.has(prefix)) return entries as Map<string, string>
    const copy = new Map(entries)
    items.set(prefix, copy)
    own.add(prefix)
    return copy
  }

  return {
    get: (key) => items.get(key.slice(0, ITEM_PREFIX_LENGTH))?.get(key) ?? null,
    set(key, value) {
      const entries = writable(key.slice(0, ITEM_PREFIX_LENGTH))
      if (value === null) entries.delete(key)
      else entries.set(key, value)
    },
    keys: (prefix) =>
      [...items.entries()]
        .filter(([item]) => item.startsWith(prefix.slice(0, item.length)))
        .flatMap(([, entries]) => [...entries.keys()].filter((key) => key.startsWith(prefix)))
        .sort(),
    fork() {
      own.clear()
      return createState(items)
    },
  }
}
