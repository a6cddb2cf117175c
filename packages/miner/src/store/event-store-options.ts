import type { Log } from '../log.ts'

/** What every event store takes, whatever keeps its rows. */
export interface EventStoreOptions {
  /** The clock, UTC milliseconds. */
  readonly nowMs: () => number
  /** New events and revisions that may cost money, per caller and UTC day. Default 2,000. */
  readonly quotaPerCallerAndDay?: number
  /** Wordings of one event that are taken as revisions per UTC day, strangers' apart. Default 4. */
  readonly revisionsPerEventAndDay?: number
  /**
   * Events in memory, each wording counted; where there are more, those that may not cost money leave first, then
   * the longest unasked, and are read from disk when someone names them. Long texts count for more: memory holds
   * about 48 MiB at most. Default 12,000.
   */
  readonly maxEventsInMemory?: number
  /** Told of what an operator should know: a damaged file, a failing disk. Default: no one. */
  readonly log?: Log
  /** Calls back again and again until the function that it returns is called. Default: an unref'd interval. */
  readonly every?: (intervalMs: number, callback: () => void) => () => void
}
