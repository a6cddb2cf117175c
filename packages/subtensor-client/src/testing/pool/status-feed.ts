/** Of an extrinsic, as `author_extrinsicUpdate` says it: `ready`, `{ inBlock: hash }`. */
export type ExtrinsicStatus = string | Readonly<Record<string, unknown>>

/** Every extrinsic's statuses so far, and who follows them. */
export interface StatusFeed {
  say(hash: string, status: ExtrinsicStatus): void
  /** Says what was before, then what comes; returns what ends it. */
  follow(hash: string, onStatus: (status: ExtrinsicStatus) => void): () => void
}

export function createStatusFeed(): StatusFeed {
  const past = new Map<string, ExtrinsicStatus[]>()
  const followers = new Map<string, Set<(status: ExtrinsicStatus) => void>>()
  const of = <T>(map: Map<string, T>, hash: string, make: () => T): T => {
    const value = map.get(hash) ?? make()
    map.set(hash, value)
    return value
  }

  return {
    say(hash, status) {
      of(past, hash, () => []).push(status)
      for (const onStatus of followers.get(hash) ?? []) onStatus(status)
    },
    follow(hash, onStatus) {
      for (const status of past.get(hash) ?? []) onStatus(status)
      const set = of(followers, hash, () => new Set())
      set.add(onStatus)
      return () => set.delete(onStatus)
    },
  }
}
