import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { IgError } from '@ig/errors'
import { notOpened, readNumber, refuseStrange } from './open-database.ts'
import { isDamage } from './sqlite-error.ts'

/** What a sound copy of a store holds. */
export interface StoreCopy {
  /** Of its tables; a miner of an older version cannot open it. */
  readonly version: number
  readonly events: number
  readonly forecasts: number
}

const BUSY_TIMEOUT_MS = 5_000
/** All pages in one step: between steps a miner writes, and each write of another process begins the copy anew. */
const ALL_PAGES = 2 ** 31 - 1

/**
 * Copies a store into a new file of mode 0600, as it is at one moment, while a miner writes to it or none does. The copy
 * is on the disk and has been looked through when this resolves; otherwise there is none. It takes no log beside it.
 *
 * @throws IgError E_STORE_OPEN, E_STORE_FOREIGN, E_STORE_NEWER for a store that cannot be read, E_STORE_COPY where the
 * copy cannot be written, E_STORE_DAMAGED where it is not sound
 */
export async function backupStore(from: string, to: string): Promise<StoreCopy> {
  const source = openReadOnly(from)
  try {
    // Made here because SQLite would make it readable for everyone; a file that is there is not overwritten.
    closeSync(openSync(to, 'wx', 0o600))
  } catch (cause) {
    source.close()
    throw notCopied(from, to, cause)
  }
  try {
    await backup(source, to, { rate: ALL_PAGES })
    leaveLog(to)
    syncFile(to)
    return checkStore(to)
  } catch (cause) {
    rmSync(to, { force: true })
    throw IgError.isInstance(cause) ? cause : notCopied(from, to, cause)
  } finally {
    source.close()
  }
}

/**
 * Looks through all of a store that nobody uses, page by page and index by index.
 *
 * @throws IgError E_STORE_DAMAGED where it is not sound, E_STORE_OPEN, E_STORE_FOREIGN, E_STORE_NEWER
 */
export function checkStore(path: string): StoreCopy {
  const db = openReadOnly(path)
  try {
    const verdict = String(Object.values(db.prepare('PRAGMA integrity_check(1)').get() ?? {})[0])
    if (verdict !== 'ok') throw damaged(path, verdict)
    const count = (table: string) => Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n)
    return {
      version: readNumber(db, 'user_version'),
      events: count('events'),
      forecasts: count('forecasts'),
    }
  } catch (cause) {
    if (isDamage(cause)) throw damaged(path, (cause as Error).message, cause)
    throw cause
  } finally {
    db.close()
  }
}

function openReadOnly(path: string): DatabaseSync {
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
    refuseStrange(db, path)
    return db
  } catch (cause) {
    db?.close()
    if (isDamage(cause)) throw damaged(path, (cause as Error).message, cause)
    throw notOpened(cause, path, {
      message: 'The event store cannot be read.',
      hint: 'Name the data folder of a miner that has run.',
    })
  }
}

/** A store in use has a write-ahead log beside it; a copy is one file. */
function leaveLog(path: string): void {
  const db = new DatabaseSync(path)
  try {
    db.exec('PRAGMA journal_mode = DELETE')
  } finally {
    db.close()
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function notCopied(from: string, to: string, cause: unknown): IgError {
  return new IgError({
    code: 'E_STORE_COPY',
    message: 'The event store could not be copied.',
    values: { from, to, reason: cause instanceof Error ? cause.message : String(cause) },
    hint: 'Name a new file in a folder that is writable and has room for a second store.',
    cause,
  })
}

function damaged(path: string, verdict: string, cause?: unknown): IgError {
  return new IgError({
    code: 'E_STORE_DAMAGED',
    message: 'The event store is not sound.',
    values: { path, verdict },
    hint: 'Take another backup. A miner that starts on a damaged store sets it aside and begins a new one.',
    cause,
  })
}
