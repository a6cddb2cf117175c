import { isAlive, isReady } from '../health/health.ts'
import { openLogReader } from '../logs/log-reader.ts'
import type { MinerStatusJson } from '../miner/miner-status-json.ts'
import type { DataFolder } from '../process/data-folder.ts'
import type { Snapshot } from './page.ts'
import type { DashboardSource } from './server/dashboard-source.ts'
import { holdStore, type StoreHolder } from './server/store-holder.ts'
import { createWatchers } from './server/watchers.ts'

const TICK_MS = 1_000
const LOG_LINES = 1_000
const EVERY_LINE = { minLevel: null, sinceMs: null, text: null }

/** A source that is closed when nobody is served any more. */
export interface FolderSource extends Disposable {
  readonly source: DashboardSource
  readonly store: StoreHolder
}

/**
 * The source of a dashboard outside the miner's process: the store and the log of a data folder, and what `askStatus`
 * says of a miner that runs there without a dashboard; null where none does.
 */
export function openFolderSource(
  folder: DataFolder,
  {
    askStatus,
    logs,
    nowMs,
  }: {
    readonly askStatus: () => Promise<MinerStatusJson | null>
    /** The folder of the log. */
    readonly logs: string
    readonly nowMs: () => number
  },
): FolderSource {
  const store = holdStore(folder.database)
  let snapshot: Snapshot | null = null
  let askedAtMs = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  const watchers = createWatchers((watched) => {
    clearInterval(timer)
    if (watched) timer = setInterval(() => void refresh().then(watchers.tell), TICK_MS)
  })

  async function refresh(): Promise<void> {
    if (Math.abs(nowMs() - askedAtMs) < TICK_MS) return
    askedAtMs = nowMs()
    const status = await askStatus()
    snapshot = status && { status, minutes: [], takenAtMs: nowMs() }
  }

  /** Of what a miner said; without one, nothing was ever said. */
  const ageMs = () => (snapshot === null ? Number.POSITIVE_INFINITY : nowMs() - snapshot.takenAtMs)

  return {
    store,
    source: {
      refresh,
      snapshot: () => snapshot,
      logLines() {
        using log = openLogReader(logs)
        return [...log.last(LOG_LINES, EVERY_LINE, { unfinished: false })].map(({ text }) => text)
      },
      reader: store.reader,
      metrics: async () => null,
      isHealthy: () => isAlive(ageMs()),
      isReady: () => isReady(snapshot?.status ?? null, ageMs()),
      watch: watchers.watch,
      changed: watchers.changed,
    },
    [Symbol.dispose]() {
      clearInterval(timer)
      store[Symbol.dispose]()
    },
  }
}
