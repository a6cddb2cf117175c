import type { BlockRef } from '../chain-data.ts'

/** The newest head, how long ago it came, and who is told of each new one. Outlives the links that bring them. */
export interface Heads {
  onHead(head: BlockRef): void
  /** Calls back with every new head until the function that it returns is called. */
  watch(onHead: (head: BlockRef) => void): () => void
  newest(): BlockRef | null
  /** How long ago it came for the first time, by whatever link; null before the first. */
  ageMs(): number | null
}

/** No heads yet. A watcher that throws keeps no other from being told. */
export function createHeads({
  nowMs,
  onWatcherFailed,
}: {
  readonly nowMs: () => number
  readonly onWatcherFailed: (error: unknown) => void
}): Heads {
  const watchers = new Set<(head: BlockRef) => void>()
  let newest: BlockRef | null = null
  let cameAtMs: number | null = null

  return {
    onHead(head) {
      // The head that a new link begins with is no newer where the chain stands still.
      if (newest?.hash === head.hash) return
      cameAtMs = nowMs()
      newest = head
      for (const watcher of [...watchers]) {
        try {
          watcher(head)
        } catch (error) {
          onWatcherFailed(error)
        }
      }
    },
    watch(onHead) {
      // A function of its own, so that one callback given twice is two watchers.
      const watcher = (head: BlockRef) => onHead(head)
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    newest: () => newest,
    ageMs: () => (cameAtMs === null ? null : Math.max(0, nowMs() - cameAtMs)),
  }
}
