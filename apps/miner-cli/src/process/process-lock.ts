import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { IgError } from '@ig/errors'
import { makeFolder } from './make-folder.ts'

/** Held until it is released or the process ends, however it ends. */
export interface ProcessLock {
  release(): void
}

const SQLITE_BUSY = 5

/**
 * Takes a lock that one process at a time can hold. The lock is SQLite's own file lock, which the kernel drops
 * with the process: a kill -9 leaves nothing stale behind, and a reused pid cannot be mistaken for the holder.
 *
 * @throws IgError E_LOCKED, naming the holder's pid; E_DATA_DIR where the lock's file cannot be made.
 */
export function takeProcessLock(path: string, what: string): ProcessLock {
  let database: DatabaseSync | null = null
  try {
    makeFolder(dirname(path))
    database = new DatabaseSync(path)
    chmodSync(path, 0o600)
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch (cause) {
    database?.close()
    throw (cause as { errcode?: unknown }).errcode === SQLITE_BUSY
      ? locked(path, what, cause)
      : unusable(path, cause)
  }
  const held = database
  writeFileSync(pidFile(path), String(process.pid), { mode: 0o600 })
  return {
    release: () => {
      rmSync(pidFile(path), { force: true })
      held.exec('ROLLBACK')
      held.close()
    },
  }
}

function locked(path: string, what: string, cause: unknown): IgError {
  return new IgError({
    code: 'E_LOCKED',
    message: `Another miner runs with this ${what}.`,
    values: { pid: holder(path), lock: path },
    hint: 'Stop that one first, or give this one another --wallet.hotkey, --data-dir and --axon.port.',
    cause,
  })
}

function unusable(path: string, cause: unknown): IgError {
  return new IgError({
    code: 'E_DATA_DIR',
    message: 'The lock that keeps a second miner away cannot be made.',
    values: { lock: path, reason: cause instanceof Error ? cause.message : String(cause) },
    hint: 'Make the folder writable and leave some room on the disk.',
    cause,
  })
}

function pidFile(path: string): string {
  return `${path}.pid`
}

function holder(path: string): number | null {
  try {
    return Number(readFileSync(pidFile(path), 'utf8')) || null
  } catch {
    // The holder has the lock and is about to write its pid.
    return null
  }
}
