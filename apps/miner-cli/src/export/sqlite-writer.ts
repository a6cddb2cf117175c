import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { ExportColumn, ExportTable } from './export-table.ts'
import { openOutFile, orRefusal } from './out-file.ts'
import { plainCell, type Redact, type RowWriter } from './row-writer.ts'

const TYPES: Readonly<Record<ExportColumn['kind'], string>> = {
  text: 'TEXT',
  time: 'TEXT',
  json: 'TEXT',
  integer: 'INTEGER',
  real: 'REAL',
}

/** A new database with a table for each table, which holds nothing else of the store. */
export function sqliteWriter(path: string, redact: Redact): RowWriter {
  const file = openOutFile(path)
  const db = orRefusal(path, () => {
    const opened = new DatabaseSync(file.draft)
    // Nobody sees the draft, and it is thrown away where it fails.
    opened.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN')
    return opened
  })
  let table: ExportTable | null = null
  let insert: StatementSync | null = null
  return {
    begin: (next) =>
      orRefusal(path, () => {
        const columns = next.columns.map(({ name, kind }) => `"${name}" ${TYPES[kind]}`)
        db.exec(`CREATE TABLE "${next.name}" (${columns.join(', ')}) STRICT`)
        insert = db.prepare(`INSERT INTO "${next.name}" VALUES (${columns.map(() => '?').join(', ')})`)
        table = next
      }),
    row: (cells) =>
      orRefusal(path, () => {
        insert?.run(...cells.map((cell, index) => plainCell(cell, table?.columns[index]?.kind, redact)))
      }),
    keep: () =>
      orRefusal(path, () => {
        for (const { name } of tablesWithEvents(db))
          db.exec(`CREATE INDEX "${name}_by_event" ON "${name}" (event_key)`)
        db.exec('COMMIT')
        db.close()
        file.keep()
      }),
    [Symbol.dispose]() {
      if (db.isOpen) db.close()
      file[Symbol.dispose]()
    },
  }
}

function tablesWithEvents(db: DatabaseSync): { name: string }[] {
  return db
    .prepare(
      "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'event_key' WHERE m.type = 'table'",
    )
    .all() as { name: string }[]
}
