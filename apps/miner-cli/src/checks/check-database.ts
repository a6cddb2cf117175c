import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { IgError } from '@ig/errors'
import { openStoreReader } from '@ig/miner'
import { refuseClosedFolder } from '../process/refuse-closed-folder.ts'
import { type CheckResult, fail, ok, skip, warn } from './check-result.ts'
import { failedCheck } from './failed-check.ts'

const NAME = 'database'
const MIB = 2 ** 20
/** Every page is read: a second or two for a gigabyte. */
const MOST_BYTES = 1_024 * MIB

/** Whether the miner's database can be read, is of this version and is whole; nothing is changed. */
export function checkDatabase(path: string): CheckResult {
  refuseClosedFolder(dirname(path))
  if (!existsSync(path)) return skip(NAME, `${path} is not there yet; start makes it`)
  const { size } = statSync(path)
  const sizeText = `${path}, ${(size / MIB).toFixed(1)} MiB`
  try {
    const reader = openStoreReader(path)
    const { live, ended, resolved } = reader.eventCounts(Date.now())
    reader.close()
    const events = `${live + ended + resolved} events`
    if (size > MOST_BYTES)
      return ok(NAME, `${sizeText}, ${events}; too large to be looked through for damage`)
    const damage = damageOf(path)
    return damage === null ? ok(NAME, `${sizeText}, ${events}, whole`) : damaged(sizeText, damage)
  } catch (error) {
    if (!IgError.isInstance(error)) throw error
    if (error.code === 'E_STORE_OLDER') {
      return warn(
        NAME,
        `${sizeText}, of an older version`,
        '`pnpm miner start` brings it up to date, with a backup beside it.',
      )
    }
    const reason = error.values.reason
    return isDamage(reason) ? damaged(sizeText, String(reason)) : failedCheck(NAME, error)
  }
}

function damageOf(path: string): string | null {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    const verdict = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0]
    return verdict === 'ok' ? null : String(verdict)
  } finally {
    db.close()
  }
}

function isDamage(reason: unknown): boolean {
  return /malformed|not a database|corrupt/i.test(String(reason))
}

function damaged(seen: string, damage: string): CheckResult {
  return fail(
    NAME,
    `${seen}, is damaged: ${damage}`,
    'Stop the miner and put a backup back (docs/running.md); `pnpm miner start` sets a damaged file aside and begins a new one.',
  )
}
