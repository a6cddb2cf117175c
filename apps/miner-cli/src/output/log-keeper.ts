import { currentLogFile } from './log-files.ts'
import { createLogRing } from './log-ring.ts'
import { openRotatingFile, type RotatingFile } from './rotating-file.ts'

/** Keeps the log of a miner that runs for months: the last lines at hand, and files of bounded size. */
export interface LogKeeper {
  /** Takes a line of JSON without its line feed. */
  add(line: string): void
  /** At most so many of the last lines, oldest first. */
  recentLines(count: number): readonly string[]
  /** Told of every further line; gives what ends that. */
  listen(listener: (line: string) => void): () => void
  /** Keeps everything said so far and from now on in files in this folder. */
  keepIn(folder: string): void
  /** Opens the file anew, after somebody else has moved it away. */
  reopen(): void
  close(): void
}

const TROUBLE = {
  writing: 'The log file cannot be written: the miner goes on, its lines are shown and not kept.',
  rotating: 'The log file cannot be moved on when it is full: it grows.',
} as const
const RING = { maxLines: 1_000, maxLength: 1_000_000 }

/** What the disk refuses is said with `show`, which gets a line of JSON, and in the ring. */
export function createLogKeeper({
  maxFileBytes,
  files,
  show,
  nowMs,
}: {
  readonly maxFileBytes: number
  readonly files: number
  readonly show: (line: string) => void
  readonly nowMs: () => number
}): LogKeeper {
  const ring = createLogRing(RING)
  let file: RotatingFile | null = null
  return {
    add(line) {
      ring.add(line)
      file?.write(line)
    },
    recentLines: ring.last,
    listen: ring.listen,
    keepIn(folder) {
      const path = currentLogFile(folder)
      file = openRotatingFile({
        path,
        maxBytes: maxFileBytes,
        files,
        nowMs,
        onTrouble({ with: what, reason }) {
          const line = JSON.stringify(
            reason === null
              ? { level: 30, time: nowMs(), file: path, msg: `the log file is well again (${what})` }
              : { level: 40, time: nowMs(), file: path, reason, msg: TROUBLE[what] },
          )
          show(line)
          ring.add(line)
        },
      })
      for (const line of ring.last(RING.maxLines)) file.write(line)
    },
    reopen: () => file?.reopen(),
    close() {
      file?.close()
      file = null
    },
  }
}
