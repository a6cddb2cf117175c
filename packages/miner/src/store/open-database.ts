import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { IgError } from '@ig/errors'
import type { Log } from '../log.ts'
import { FILE_SUFFIXES } from './file-name.ts'
import { migrate, STORE_VERSION } from './migrate.ts'
import { setAside } from './set-aside.ts'
import { isDamage } from './sqlite-error.ts'

/** `IGms`: tells our files from any other SQLite database. */
const APPLICATION_ID = 0x49_47_6d_73
const MAGIC = 'SQLite format 3\0'
const BUSY_TIMEOUT_MS = 1_000

/**
 * Opens the database at a path, made where there is none and brought to the version of the code. A damaged
 * file is set aside under a dated name and a new one made. Throws `IgError` E_STORE_NEWER for one that a newer
 * miner wrote, E_STORE_FOREIGN for one that is no miner's, E_STORE_OPEN where the disk refuses.
 */
export function openDatabase(settings: {
  readonly path: string
  readonly nowMs: number
  readonly log: Log
}): DatabaseSync {
  const { path, nowMs, log } = settings
  let db: DatabaseSync | undefined
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const damage = findDamage(path)
    if (damage !== null) {
      const aside = setAside(path, nowMs)
      log('error', 'The event store was damaged: it was set aside, and a new one begun.', {
        path,
        aside,
        damage,
      })
    }
    // Made here because SQLite would make it readable for everyone.
    if (!existsSync(path)) closeSync(openSync(path, 'ax', 0o600))
    for (const suffix of FILE_SUFFIXES) if (existsSync(path + suffix)) chmodSync(path + suffix, 0o600)
    db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true })
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864')
    const from = readNumber(db, 'user_version')
    if (from === 0) db.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
    migrate(db, { path, from, nowMs, log })
    return db
  } catch (cause) {
    db?.close()
    throw notOpened(cause, path, {
      message: 'The event store cannot be opened.',
      hint: 'See that the data folder exists, is writable by this user and has room.',
    })
  }
}

/** `E_STORE_OPEN`, unless the cause tells more by itself. */
export function notOpened(
  cause: unknown,
  path: string,
  words: { readonly message: string; readonly hint: string },
): IgError {
  if (IgError.isInstance(cause)) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new IgError({ code: 'E_STORE_OPEN', ...words, values: { path, reason }, cause })
}

/** What is wrong with the file, or null; nothing is written to it. */
function findDamage(path: string): string | null {
  if (!existsSync(path)) return existsSync(`${path}-wal`) ? 'a log without its database' : null
  if (statSync(path).size === 0) return null
  if (readStart(path) !== MAGIC) return 'not a SQLite file'
  let db: DatabaseSync | undefined
  try {
    // Read-only: an ordinary connection would write the log into a damaged file when it closes.
    db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
    refuseStrange(db, path)
    const verdict = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0]
    return verdict === 'ok' ? null : String(verdict)
  } catch (error) {
    if (isDamage(error)) return (error as Error).message
    throw error
  } finally {
    db?.close()
  }
}

/** Throws E_STORE_FOREIGN or E_STORE_NEWER for a database that is not for this code to read. */
export function refuseStrange(db: DatabaseSync, path: string): void {
  const version = readNumber(db, 'user_version')
  const isEmpty = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
  if (!isEmpty && readNumber(db, 'application_id') !== APPLICATION_ID) {
    throw new IgError({
      code: 'E_STORE_FOREIGN',
      message: 'The file is a SQLite database, but not an event store.',
      values: { path },
      hint: 'Name another data folder; this file is left as it is.',
    })
  }
  if (version > STORE_VERSION) {
    throw new IgError({
      code: 'E_STORE_NEWER',
      message: 'The event store was written by a newer miner.',
      values: { path, version, newestKnown: STORE_VERSION },
      hint: 'Update this miner, name another data folder, or put back the backup that lies beside the file.',
    })
  }
}

/** A number that the file keeps about itself. */
export function readNumber(db: DatabaseSync, pragma: 'user_version' | 'application_id'): number {
  return Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0])
}

function readStart(path: string): string {
  const start = Buffer.alloc(MAGIC.length)
  const file = openSync(path, 'r')
  try {
    return start.toString('latin1', 0, readSync(file, start))
  } finally {
    closeSync(file)
  }
}
