const REMEMBERED = 10_000

/** Tells keys that were not there before from those that were; forgets all of them when too many are remembered. */
export function createFirstTimes(): (keys: readonly string[]) => string[] {
  let known = new Set<string>()
  return (keys) => {
    const fresh = keys.filter((key) => !known.has(key))
    if (known.size + fresh.length > REMEMBERED) known = new Set()
    for (const key of fresh.slice(0, REMEMBERED)) known.add(key)
    return fresh
  }
}
