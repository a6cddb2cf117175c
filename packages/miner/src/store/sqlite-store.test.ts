import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { describeEventStore } from './event-store.contract.ts'
import { openSqliteStore } from './sqlite-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'ig-store-'))
let files = 0

afterAll(() => rmSync(folder, { recursive: true }))

describeEventStore('the store in SQLite', (options) => {
  files += 1
  return openSqliteStore({ ...options, path: join(folder, `${files}.sqlite`) })
})
