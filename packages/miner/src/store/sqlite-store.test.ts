import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { describeEventStore } from './event-store.contract.ts'
import type { EventStoreOptions } from './event-store-options.ts'
import { describeSpendLedger } from './spend-ledger.contract.ts'
import { openSqliteStore } from './sqlite-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'ig-store-'))
let files = 0

afterAll(() => rmSync(folder, { recursive: true }))

function open(options: EventStoreOptions) {
  files += 1
  return openSqliteStore({ ...options, path: join(folder, `${files}.sqlite`) })
}

describeEventStore('the store in SQLite', open)
describeSpendLedger('the ledger of the store in SQLite', open)
