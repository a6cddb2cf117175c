import { existsSync, statSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { IgError } from '@ig/errors'
import { STORE_VERSION } from '../migrate.ts'
import { notOpened, readNumber, refuseStrange } from '../open-database.ts'
import { isDiskError, isUnopenable } from '../sqlite-error.ts'

const BUSY_TIMEOUT_MS = 1_000

/** A value that a statement takes. */
type Parameters = Readonly<Record<string, string | number | null>>

/** A prepared statement that only reads. */
export interface Query<Row> {
  first(parameters?: Parameters): Row | undefined
  all(parameters?: Parameters): Row[]
  /** Row by row; not to be begun a second time before it has ended. */
  each(parameters?: Parameters): IterableIterator<Row>
}

/** A store's file, opened to be read. */
export interface ReadDatabase {
  prepare<Row>(sql: string): Query<Row>
  /** Lets statements call a function of text; the same arguments always give the same. */
  define(name: string, call: (...texts: string[]) => boolean): void
  /** Makes all reads in it see one state of the file. */
  together<T>(read: () => T): T
  close(): void
}

/**
 * Opens a store's file to read it, beside a running miner, without one, and in a folder that cannot be written to.
 *
 * @throws IgError E_STORE_OPEN without the file, E_STORE_FOREIGN, E_STORE_NEWER or E_STORE_OLDER for one that is not
 * for this code to read
 */
export function openToRead(path: string): ReadDatabase {
  let db: DatabaseSync | undefined
  try {
    if (!existsSync(path)) throw new Error('there is no such file')
    db = openFile(path)
    refuseStrange(db, path)
    refuseOlder(db, path)
  } catch (cause) {
    db?.close()
    throw notOpened(cause, path, {
      message: 'The event store cannot be read.',
      hint: 'Name the data folder of a miner that has run.',
    })
  }
  return readDatabase(db, path)
}

function openFile(path: string): DatabaseSync {
  const options = { readOnly: true, timeout: BUSY_TIMEOUT_MS }
  const db = new DatabaseSync(path, options)
  try {
    readNumber(db, 'user_version')
    return db
  } catch (error) {
    db.close()
    // A folder that cannot be written to takes no index of the log. Where there is no log, none is needed.
    if (!isUnopenable(error) || sizeOf(`${path}-wal`) > 0) throw error
    const unchanging = pathToFileURL(path)
    unchanging.searchParams.set('immutable', '1')
    return new DatabaseSync(unchanging, options)
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function refuseOlder(db: DatabaseSync, path: string): void {
  const version = readNumber(db, 'user_version')
  if (version === STORE_VERSION) return
  throw new IgError({
    code: 'E_STORE_OLDER',
    message: 'The event store was written by an older miner.',
    values: { path, version, needed: STORE_VERSION },
    hint: 'Start this miner once on the data folder: it brings the store up to date, with a backup beside it.',
  })
}

function readDatabase(db: DatabaseSync, path: string): ReadDatabase {
  function guarded<T>(read: () => T): T {
    if (!db.isOpen) {
      throw new IgError({
        code: 'E_STORE_CLOSED',
        message: 'The reader of the event store was closed.',
        values: { path },
        hint: 'Open another one.',
      })
    }
    try {
      return read()
    } catch (cause) {
      if (!isDiskError(cause)) throw cause
      throw new IgError({
        code: 'E_STORE_READ',
        message: 'The event store could not be read.',
        values: { path, reason: (cause as Error).message },
        hint: 'See that the disk is well, and try again.',
        cause,
      })
    }
  }

  function* eachRow<Row>(statement: StatementSync, parameters: Parameters): Generator<Row, undefined> {
    const rows = guarded(() => statement.iterate(parameters))
    try {
      for (;;) {
        const next = guarded(() => rows.next())
        if (next.done) return
        yield next.value as Row
      }
    } finally {
      // Left open it would hold on to an old state of the file.
      if (db.isOpen) rows.return?.()
    }
  }

  return {
    prepare<Row>(sql: string) {
      const statement = guarded(() => db.prepare(sql))
      return {
        first: (parameters = {}) => guarded(() => statement.get(parameters) as Row | undefined),
        all: (parameters = {}) => guarded(() => statement.all(parameters) as Row[]),
        each: (parameters = {}) => eachRow<Row>(statement, parameters),
      }
    },
    define(name, call) {
      db.function(name, { deterministic: true, varargs: true }, (...texts) =>
        call(...texts.map(String)) ? 1 : 0,
      )
    },
    together(read) {
      guarded(() => db.exec('BEGIN'))
      try {
        return read()
      } finally {
        if (db.isOpen && db.isTransaction) db.exec('COMMIT')
      }
    },
    close: () => {
      if (db.isOpen) db.close()
    },
  }
}
