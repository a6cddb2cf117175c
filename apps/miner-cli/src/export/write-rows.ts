import { setImmediate as nextTurn } from 'node:timers/promises'
import type { StoreReader } from '@ig/miner'
import type { ExportTable } from './export-table.ts'
import type { RowWriter } from './row-writer.ts'
import type { Share } from './share.ts'

/** How many rows of which table have been written. */
export type RowCounts = Readonly<Record<string, number>>

/** After so many rows looked at, others have a turn: Ctrl+C, and whoever shows progress. */
const ROWS_A_TURN = 1_000

/**
 * Writes the rows of tables one by one, those that happened from `sinceMs` on and before `untilMs`. Each table is as it
 * was when its turn came.
 */
export async function writeRows(
  reader: StoreReader,
  {
    tables,
    writer,
    sinceMs,
    untilMs,
    share,
    signal,
    onProgress,
  }: {
    readonly tables: readonly ExportTable[]
    readonly writer: RowWriter
    readonly sinceMs: number
    readonly untilMs: number
    /** Null for an export that stays with its owner. */
    readonly share: Share | null
    readonly signal: AbortSignal
    readonly onProgress: (table: string, rows: number) => void
  },
): Promise<RowCounts> {
  const counts: Record<string, number> = {}
  let looked = 0
  for (const table of tables) {
    let written = 0
    writer.begin(table)
    for (const { atMs, cells } of table.rows(reader)) {
      looked += 1
      if (looked % ROWS_A_TURN === 0) {
        onProgress(table.name, written)
        await nextTurn()
        signal.throwIfAborted()
      }
      if (atMs < sinceMs || atMs >= untilMs) continue
      writer.row(share ? cells.map((cell, index) => share(table.columns[index]?.name ?? '', cell)) : cells)
      written += 1
    }
    counts[table.name] = written
    onProgress(table.name, written)
  }
  return counts
}
