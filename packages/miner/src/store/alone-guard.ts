import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { IgError } from '@ig/errors'
import type { Write } from './journal.ts'

const TABLES = { event: 'events', revision: 'revisions', forecast: 'forecasts', reserve: 'spend' } as const

type Kind = keyof typeof TABLES
const KINDS = Object.keys(TABLES) as Kind[]

/**
 * Ids are given out in memory, so a second process on the same file would give them twice. Call this inside a
 * transaction: it throws `IgError` E_STORE_SHARED when someone else has added rows, and returns what to call
 * once the batch is committed. Other changes, such as old answers deleted by hand, are no matter.
 */
export function createAloneGuard(db: DatabaseSync): (batch: readonly Write[]) => () => void {
  // It changes only when another connection commits.
  const dataVersion = db.prepare('PRAGMA data_version')
  const readVersion = () => (dataVersion.get() as { data_version: number }).data_version
  const readLastId = Object.fromEntries(
    KINDS.map((kind) => [kind, db.prepare(`SELECT coalesce(max(id), 0) AS id FROM ${TABLES[kind]}`)]),
  ) as Record<Kind, StatementSync>
  const lastId = (kind: Kind) => (readLastId[kind].get() as { id: number }).id

  let version = readVersion()
  let lastIds = Object.fromEntries(KINDS.map((kind) => [kind, lastId(kind)])) as Record<Kind, number>

  return (batch) => {
    const current = readVersion()
    const stranger = current === version ? undefined : KINDS.find((kind) => lastId(kind) > lastIds[kind])
    if (stranger !== undefined) {
      throw new IgError({
        code: 'E_STORE_SHARED',
        message: 'Another process writes to this event store.',
        values: { table: TABLES[stranger] },
        hint: 'Stop one of the two: a data folder belongs to one process at a time.',
      })
    }
    version = current
    const next = { ...lastIds }
    for (const write of batch) {
      if (write.type === 'forecast') next.forecast = Math.max(next.forecast, write.forecast.id)
      else if (write.type === 'event' || write.type === 'revision' || write.type === 'reserve') {
        next[write.type] = Math.max(next[write.type], write.id)
      }
    }
    return () => {
      lastIds = next
    }
  }
}
