import { stat, statfs } from 'node:fs/promises'
import type { CancelTimer, Clock } from '@ig/miner'

/** What is known of the disk that the data folder is on. */
export interface DiskState {
  /** What this user may still write. */
  readonly freeBytes: number
  readonly totalBytes: number
  /** The store with its log. */
  readonly storeBytes: number
}

/** Looks at the disk every half minute, so that nobody who asks waits for it: a disk may hang. */
export interface DiskWatch {
  /** What was seen last; null before the first look has ended, and where it could not be seen. */
  current(): DiskState | null
  stop(): void
}

const EVERY_MS = 30_000

export function watchDisk({
  path,
  database,
  clock,
}: {
  readonly path: string
  readonly database: string
  readonly clock: Clock
}): DiskWatch {
  let current: DiskState | null = null
  let isStopped = false
  let cancelTimer: CancelTimer = () => {}

  async function look(): Promise<void> {
    current = await readDisk(path, database)
    if (!isStopped) cancelTimer = clock.setTimer(() => void look(), EVERY_MS)
  }

  void look()
  return {
    current: () => current,
    stop() {
      isStopped = true
      cancelTimer()
    },
  }
}

async function readDisk(path: string, database: string): Promise<DiskState | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(path)
    const sizes = await Promise.all(
      ['', '-wal'].map((end) =>
        stat(`${database}${end}`).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    )
    const storeBytes = sizes.reduce((sum, size) => sum + size, 0)
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, storeBytes }
  } catch {
    // A folder that is gone shows in the store, which cannot write then.
    return null
  }
}
