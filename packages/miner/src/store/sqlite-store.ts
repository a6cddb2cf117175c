import type { EventStore } from '../ports.ts'
import { createEventStore } from './event-store.ts'
import type { EventStoreOptions } from './event-store-options.ts'
import { openDatabase } from './open-database.ts'
import { createSqliteJournal } from './sqlite-journal.ts'

/** An event store in a SQLite file. */
export interface SqliteStore extends EventStore {
  readonly path: string
}

/** What a store needs beside its file has defaults. */
export interface SqliteStoreOptions extends EventStoreOptions {
  /** The database file; its folder is made, for its owner alone, where there is none. */
  readonly path: string
}

/**
 * Opens the event store in a SQLite file (write-ahead log, every commit synced): what `see` and
 * `appendForecasts` return is on disk. Older databases are migrated, with a backup beside them; a damaged one
 * is set aside under a dated name, and a new one begun. While the disk fails, answers go on from memory and
 * `health` says so. One process at a time may hold it open.
 *
 * Throws `IgError` E_STORE_NEWER, E_STORE_FOREIGN, E_STORE_MIGRATION or E_STORE_OPEN.
 *
 * @example
 * const store = openSqliteStore({ path: './data/miner.sqlite', nowMs: Date.now })
 */
export function openSqliteStore(options: SqliteStoreOptions): SqliteStore {
  const { path, nowMs, log = () => {} } = options
  const db = openDatabase({ path, nowMs: nowMs(), log })
  try {
    return { ...createEventStore(createSqliteJournal(db, log), options), path }
  } catch (error) {
    db.close()
    throw error
  }
}
