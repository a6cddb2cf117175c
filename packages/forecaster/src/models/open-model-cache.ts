import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { IgError } from '@ig/errors'
import type { ModelCache } from './model-cache.ts'

/** `IGml`: tells our files from any other SQLite database. */
const APPLICATION_ID = 0x49_47_6d_6c
const VERSION = 1
const BUSY_TIMEOUT_MS = 1_000
const DAY_MS = 86_400_000

/**
 * A cache of models' answers in one SQLite file, readable for its owner only; several processes can share it. What is
 * older than `maxAgeMs` (default 90 days) is forgotten at the next opening.
 *
 * @throws IgError `E_MODEL_CACHE` for a file that cannot be opened, is another program's or a newer version's
 * @example
 * const cache = openModelCache({ path: './cache/models.sqlite' })
 * const forecaster = createForecaster({ model, cache })
 */
export function openModelCache(settings: {
  readonly path: string
  readonly maxAgeMs?: number | undefined
  readonly nowMs?: (() => number) | undefined
}): ModelCache & { close(): void } {
  const { path, maxAgeMs = 90 * DAY_MS, nowMs = Date.now } = settings
  const db = openFile(path)
  db.prepare('DELETE FROM answers WHERE kept_at_ms < ?').run(nowMs() - maxAgeMs)
  const find = db.prepare('SELECT value FROM answers WHERE key = ?')
  const keep = db.prepare(
    `INSERT INTO answers (key, value, kept_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, kept_at_ms = excluded.kept_at_ms`,
  )
  return {
    get(key) {
      const row = find.get(key)
      return row === undefined ? null : String(row.value)
    },
    set(key, value) {
      keep.run(key, value, nowMs())
    },
    close() {
      if (db.isOpen) db.close()
    },
  }
}

function openFile(path: string): DatabaseSync {
  // Not imported above: who keeps no cache does not load SQLite.
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  let db: DatabaseSync | undefined
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    // Made here because SQLite would make it readable for everyone.
    if (!existsSync(path)) closeSync(openSync(path, 'ax', 0o600))
    chmodSync(path, 0o600)
    db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS })
    const isEmpty = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
    if (!isEmpty && pragma(db, 'application_id') !== APPLICATION_ID) {
      throw unopened(path, "it is no cache of models' answers")
    }
    if (pragma(db, 'user_version') > VERSION) throw unopened(path, 'a newer version wrote it')
    // What is lost in a power cut is asked for again.
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION};
      CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, value TEXT NOT NULL, kept_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID`)
    return db
  } catch (cause) {
    db?.close()
    throw IgError.isInstance(cause)
      ? cause
      : unopened(path, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

function pragma(db: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0])
}

function unopened(path: string, reason: string, cause?: unknown): IgError {
  return new IgError({
    code: 'E_MODEL_CACHE',
    message: "The cache of models' answers cannot be opened.",
    values: { path, reason },
    hint: 'Remove the file, or name another folder.',
    cause,
  })
}
