import type { StoreReader } from '@ig/miner'
import type { Snapshot } from '../page.ts'

/** Text of Prometheus' exposition format. */
export interface MetricsText {
  readonly text: string
  readonly contentType: string
}

/** What the dashboard's pages and doors are made from: a running miner's, or what a data folder holds. */
export interface DashboardSource {
  /** Resolves when the snapshot is of this moment, or soon where the miner has other things to do. */
  refresh(): Promise<void>
  snapshot(): Snapshot | null
  /** The last log lines, one JSON object each, oldest first. */
  logLines(): readonly string[]
  /** Null where there is no store yet; throws where it cannot be read. */
  reader(): StoreReader | null
  /** Null where no miner runs. */
  metrics(): Promise<MetricsText | null>
  /** Whether the miner's process is alive and answers for itself. */
  isHealthy(): boolean
  /** Whether the miner does what it is there for. */
  isReady(): boolean
  /** Says that somebody looks, until it is disposed of: what is seen is then kept fresh. */
  watch(): Disposable
  /** Resolves when there may be something new, about once a second while somebody looks. */
  changed(): Promise<void>
}
