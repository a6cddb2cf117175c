/** SQLite's result codes (sqlite.org/rescode.html). */
const BUSY = 5
const LOCKED = 6
const NOMEM = 7
const READONLY = 8
const IOERR = 10
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

const DISK_CODES = new Set([BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB])

/** The primary result code of an error from `node:sqlite`, else null. */
function sqliteCode(error: unknown): number | null {
  const code = error instanceof Error ? (error as { errcode?: unknown }).errcode : undefined
  // The higher bits say more; the lowest eight are the primary code.
  return typeof code === 'number' ? code & 0xff : null
}

/** True where the disk or the file is at fault, and not the statement. */
export function isDiskError(error: unknown): boolean {
  const code = sqliteCode(error)
  return code !== null && DISK_CODES.has(code)
}

/** True where the file is not, or no longer, a sound database. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === CORRUPT || code === NOTADB
}

/** True where the file, or one beside it, could not be opened or made. */
export function isUnopenable(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === CANTOPEN || code === READONLY
}
