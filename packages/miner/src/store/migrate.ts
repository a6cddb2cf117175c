import { chmodSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { IgError } from '@ig/errors'
import type { Log } from '../log.ts'
import { fileStamp, freeName } from './file-name.ts'
import { events } from './migrations/0001-events.ts'
import { answers } from './migrations/0002-answers.ts'
import { money } from './migrations/0003-money.ts'
import { outcomes } from './migrations/0004-outcomes.ts'
import { boundedMemory } from './migrations/0005-bounded-memory.ts'
import { retention } from './migrations/0006-retention.ts'
import { prices } from './migrations/0007-prices.ts'
import { priceRetention } from './migrations/0008-price-retention.ts'
import { newsRead } from './migrations/0009-news-read.ts'

/** The steps in order; a database's `user_version` is how many of them it has gone. Never change one. */
const STEPS: readonly string[] = [
  events,
  answers,
  money,
  outcomes,
  boundedMemory,
  retention,
  prices,
  priceRetention,
  newsRead,
]

/** The version that this code writes. */
export const STORE_VERSION = STEPS.length

/**
 * Brings a database to the version of the code in one transaction; a database that holds anything is copied
 * beside itself first. Throws `IgError` E_STORE_MIGRATION, the database as it was.
 */
export function migrate(
  db: DatabaseSync,
  settings: {
    readonly path: string
    readonly from: number
    readonly nowMs: number
    readonly log: Log
    readonly steps?: readonly string[]
  },
): void {
  const { path, from, nowMs, log, steps = STEPS } = settings
  if (from >= steps.length) return
  const backup = from > 0 ? freeName(`${path}.backup-v${from}-${fileStamp(nowMs)}`) : null
  try {
    if (backup !== null) {
      db.prepare('VACUUM INTO ?').run(backup)
      chmodSync(backup, 0o600)
    }
    const sql = steps.slice(from).join('\n')
    db.exec(`BEGIN IMMEDIATE; ${sql} PRAGMA user_version = ${steps.length}; COMMIT;`)
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw new IgError({
      code: 'E_STORE_MIGRATION',
      message: 'The event store could not be brought to the version of this miner.',
      values: { path, from, to: steps.length, backup },
      hint: 'See that the data folder is writable and has room for a second copy, then start again.',
      cause,
    })
  }
  if (backup !== null) log('info', 'The event store was migrated.', { from, to: steps.length, backup })
}
