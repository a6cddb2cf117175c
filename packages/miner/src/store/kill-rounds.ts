import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import type { Acknowledged } from './kill-child.ts'
import { openSqliteStore } from './sqlite-store.ts'

const CHILD = fileURLToPath(new URL('./kill-child.ts', import.meta.url))

/** What many kills left behind; the first two and the last must be empty. */
export interface KillReport {
  readonly lost: readonly string[]
  readonly unsound: readonly string[]
  readonly setAside: readonly string[]
  readonly kills: number
  /** Kills that came before anything was acknowledged: while the database was made or opened. */
  readonly killsWhileOpening: number
  readonly acknowledged: number
}

/**
 * Has a process work on one database and kills it with SIGKILL again and again, at moments that `random`
 * (0 to 1) chooses; after each kill everything acknowledged so far in that round must be in the reopened store.
 */
export async function runKillRounds(settings: {
  readonly path: string
  readonly kills: number
  readonly random: () => number
}): Promise<KillReport> {
  const { path, kills, random } = settings
  const lost: string[] = []
  const unsound: string[] = []
  let killsWhileOpening = 0
  let acknowledged = 0
  let reservedUsd = 0
  for (let kill = 0; kill < kills; kill += 1) {
    // Every fourth kill counts from the start of the process, the others from its first acknowledgement.
    const lines = await killOnce(path, `round${kill}`, kill % 4 === 3, random())
    if (lines.length === 0) killsWhileOpening += 1
    const store = openSqliteStore({ path, nowMs: Date.now })
    for (const { key, id, probability } of lines.flatMap(({ forecasts }) => forecasts)) {
      acknowledged += 1
      const found = store.forecastHistory(key).find((forecast) => forecast.id === id)
      if (found?.probability !== probability) lost.push(`forecast ${id} of ${key}`)
    }
    reservedUsd += lines.reduce((sum, line) => sum + line.reservedUsd, 0)
    const ledger = store.ledger({ capUsdPerDay: 1e9 })
    const spent = ledger.spentUsd(Date.now()) + ledger.spentUsd(Date.now() - 86_400_000)
    if (spent < reservedUsd - 1e-6) lost.push(`${reservedUsd - spent} USD after kill ${kill}`)
    reservedUsd = spent
    store.close()
    const verdict = integrityOf(path)
    if (verdict !== 'ok') unsound.push(verdict)
  }
  const setAside = readdirSync(dirname(path)).filter((file) => file.includes('.damaged-'))
  return { lost, unsound, setAside, kills, killsWhileOpening, acknowledged }
}

async function killOnce(
  path: string,
  prefix: string,
  isFromStart: boolean,
  moment: number,
): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, ['--conditions=@ig/source', CHILD, path, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const kill = (afterMs: number) => setTimeout(() => child.kill('SIGKILL'), afterMs)
  if (isFromStart) kill(moment * 400)
  const lines: Acknowledged[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    if (lines.length === 0 && !isFromStart) kill(moment * 60)
    // The kill may cut the last line: what was not wholly said was not acknowledged.
    if (line.endsWith('}')) lines.push(JSON.parse(line) as Acknowledged)
  }
  await ended
  if (child.exitCode !== null) throw new Error(`The child ended by itself with ${child.exitCode}.`)
  return lines
}

function integrityOf(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    const verdict = String(Object.values(db.prepare('PRAGMA integrity_check').get() ?? {})[0])
    const orphans = db.prepare('PRAGMA foreign_key_check').all().length
    return orphans === 0 ? verdict : `${orphans} rows without their parent`
  } finally {
    db.close()
  }
}
