import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { IgError } from '@ig/errors'

/** Held until it is released or the process ends, however it ends. */
export interface ProcessLock {
  release(): void
}

/**
 * Takes a lock that one process at a time can hold. The lock is SQLite's own file lock, which the kernel drops
 * with the process: a kill -9 leaves nothing stale behind, and a reused pid cannot be mistaken for the holder.
 *
 * @throws IgError E_LOCKED, naming the holder's pid.
 */
export function takeProcessLock(path: string, what: string): ProcessLock {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(path)
  try {
    chmodSync(path, 0o600)
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch (cause) {
    database.close()
    throw new IgError({
      code: 'E_LOCKED',
      message: `Another miner runs with this ${what}.`,
      values: { pid: holder(path), lock: path },
      hint: 'Stop that one first, or give this one another --wallet.hotkey, --data-dir and --axon.port.',
      cause,
    })
  }
  writeFileSync(pidFile(path), String(process.pid), { mode: 0o600 })
  return {
    release: () => {
      rmSync(pidFile(path), { force: true })
      database.exec('ROLLBACK')
      database.close()
    },
  }
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
