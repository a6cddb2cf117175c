import { setTimeout as sleepFor } from 'node:timers/promises'
import type { Connection } from '../connection/connection.ts'

/** What every write needs of the world. */
export interface WriteContext extends Pick<Connection, 'withApi' | 'watchHeads'> {
  /** How often the chain is looked at while an extrinsic is on its way and no new head says when. Default 2,000. */
  readonly pollMs?: number
  /**
   * How long it is looked for before its outcome is called unknown. Default: twice the time that the blocks of its
   * era and their finality take.
   */
  readonly patienceMs?: number
  /** How long the chain may still be looked at after the caller gave up. Default 5,000. */
  readonly lastLookMs?: number
  /** Waits; rejects when the signal aborts. The clock's unless given. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>
}

/** The same with every default filled in. */
export type WriteSettings = Required<Omit<WriteContext, 'patienceMs'>> & Pick<WriteContext, 'patienceMs'>

export function writeSettings(context: WriteContext): WriteSettings {
  return {
    pollMs: 2_000,
    lastLookMs: 5_000,
    sleep: (ms, signal) => sleepFor(ms, undefined, { signal }),
    ...context,
  }
}
