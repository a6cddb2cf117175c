/** What was found out, for a while and up to a number of entries: the oldest goes first. */
export interface Recall<T> {
  get(key: string): T | undefined
  set(key: string, value: T, forMs: number): void
}

/** An empty one. */
export function createRecall<T>({
  maxEntries,
  nowMs,
}: {
  readonly maxEntries: number
  readonly nowMs: () => number
}): Recall<T> {
  const entries = new Map<string, { readonly value: T; readonly untilMs: number }>()
  return {
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      if (nowMs() < entry.untilMs) return entry.value
      entries.delete(key)
      return undefined
    },
    set(key, value, forMs) {
      entries.delete(key)
      entries.set(key, { value, untilMs: nowMs() + forMs })
      if (entries.size > maxEntries) for (const oldest of entries.keys()) return void entries.delete(oldest)
    },
  }
}
