import type { Snapshot } from './page.ts'
import type { ToWorker } from './worker-messages.ts'

const WATCHED_MS = 1_000
/** Every so many of them, where nobody looks: `/healthz` goes by it. */
const HEARTBEATS = 5
/** With very many events it takes a while to say how they are: what looks takes one part in so many of the time. */
const REST = 500
/** Of log lines told at once; a flood of more is in the log's files. */
const MAX_LINES = 1_000

/** Tells the dashboard's thread what the miner does: every second while somebody looks, else every five. */
export interface StateTeller {
  /** From now on to this one, beginning with all that is known. */
  tell(post: (message: ToWorker) => void): void
  /** Tells at once, unless that takes long and has just been done: whoever looks waits for the next time then. */
  tellSoon(): void
  setWatched(watched: boolean): void
  stop(): void
}

export function createStateTeller({
  snapshot,
  log,
  onError,
  nowMs = () => performance.now(),
}: {
  readonly snapshot: () => Snapshot
  /** The miner's log as it is kept. */
  readonly log: {
    recentLines(count: number): readonly string[]
    listen(listener: (line: string) => void): () => void
  }
  readonly onError: (error: unknown) => void
  /** Never set back. */
  readonly nowMs?: () => number
}): StateTeller {
  let post: ((message: ToWorker) => void) | null = null
  let isWatched = false
  let ticks = 0
  let restUntilMs = 0
  let newLines: string[] = []
  const unlisten = log.listen((line) => {
    newLines.push(line)
    if (newLines.length > 2 * MAX_LINES) newLines = newLines.slice(-MAX_LINES)
  })
  const timer = setInterval(() => {
    ticks++
    if (ticks % HEARTBEATS === 0) tellNow()
    else if (isWatched) tellSoon()
  }, WATCHED_MS)
  timer.unref()

  function tellNow(): void {
    const startedMs = nowMs()
    try {
      post?.({ kind: 'state', snapshot: snapshot(), logLines: newLines.slice(-MAX_LINES) })
      newLines = []
    } catch (error) {
      // A question about the miner must not end it.
      onError(error)
    }
    restUntilMs = nowMs() + REST * (nowMs() - startedMs)
  }

  function tellSoon(): void {
    if (nowMs() >= restUntilMs) tellNow()
  }

  return {
    tell(to) {
      post = to
      isWatched = false
      newLines = [...log.recentLines(MAX_LINES)]
      tellNow()
    },
    tellSoon,
    setWatched(watched) {
      isWatched = watched
      if (watched) tellSoon()
    },
    stop() {
      clearInterval(timer)
      unlisten()
      post = null
    },
  }
}
