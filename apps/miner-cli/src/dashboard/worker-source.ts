import { isAlive, isReady } from '../health/health.ts'
import type { Snapshot } from './page.ts'
import type { DashboardSource, MetricsText } from './server/dashboard-source.ts'
import type { StoreHolder } from './server/store-holder.ts'
import { createWatchers } from './server/watchers.ts'
import type { FromWorker, SecretsMessage, ToWorker } from './worker-messages.ts'

const METRICS_MS = 5_000
/** A snapshot is new enough for that long: to make one takes the miner's main thread milliseconds. */
const FRESH_MS = 2_500
const REFRESH_MS = 250
const MAX_LOG_LINES = 1_000

/** The source of a dashboard in a thread of its own: what the miner's thread tells it, and the store on disk. */
export function createWorkerSource({
  post,
  store,
  nowMs,
}: {
  readonly post: (message: FromWorker) => void
  readonly store: StoreHolder
  readonly nowMs: () => number
}): {
  readonly source: DashboardSource
  readonly take: (message: Exclude<ToWorker, SecretsMessage>) => void
} {
  const openedAtMs = nowMs()
  let snapshot: Snapshot | null = null
  let logLines: readonly string[] = []
  let questions = 0
  let isAsked = false
  const asked = new Map<number, (metrics: MetricsText | null) => void>()
  const watchers = createWatchers((watched) => post({ kind: 'watched', watched }))
  const heartbeatAgeMs = () => nowMs() - (snapshot?.takenAtMs ?? openedAtMs)

  return {
    take(message) {
      if (message.kind === 'metrics') {
        asked.get(message.id)?.(message.metrics)
        asked.delete(message.id)
        return
      }
      snapshot = message.snapshot
      isAsked = false
      if (message.logLines.length > 0) logLines = [...logLines, ...message.logLines].slice(-MAX_LOG_LINES)
      watchers.tell()
    },
    source: {
      async refresh() {
        if (snapshot !== null && heartbeatAgeMs() < FRESH_MS) return
        // Asked once: a main thread that has been held up must not answer all who came meanwhile, one by one.
        if (!isAsked) post({ kind: 'tell' })
        isAsked = true
        const timer = Promise.withResolvers<void>()
        const timeout = setTimeout(timer.resolve, REFRESH_MS)
        await Promise.race([watchers.changed(), timer.promise])
        clearTimeout(timeout)
      },
      snapshot: () => snapshot,
      logLines: () => logLines,
      reader: store.reader,
      metrics() {
        const id = ++questions
        const { promise, resolve } = Promise.withResolvers<MetricsText | null>()
        asked.set(id, resolve)
        post({ kind: 'metrics', id })
        // A main thread that does not turn must not leave the question open for ever.
        const timer = setTimeout(() => {
          asked.delete(id)
          resolve(null)
        }, METRICS_MS)
        return promise.finally(() => clearTimeout(timer))
      },
      isHealthy: () => isAlive(heartbeatAgeMs()),
      isReady: () => isReady(snapshot?.status ?? null, heartbeatAgeMs()),
      watch: watchers.watch,
      changed: watchers.changed,
    },
  }
}
