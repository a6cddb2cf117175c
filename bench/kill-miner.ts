// Kills the whole miner under load again and again: node --conditions=@ig/source bench/kill-miner.ts [kills]
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import type { SignedRequest } from '../packages/axon/src/dendrite-request.ts'
import type { DendriteTarget } from '../packages/axon/src/index.ts'
import { KEY_PREFIX, loadUntilGone, openConnection, wireEvents } from './kill-miner-load.ts'
import { freePort, minerCommand, startMinerProcess } from './miner-process.ts'

const CONNECTIONS = 4
const START_UP_MS = 500
const UNDER_LOAD_MS = 400
const ASKED_AGAIN = 100

// A free strategy, so that forecasts of many numbers are written besides the first ones.
const STRATEGY = `export const paid = false
export default async ({ id }) => ({
  probability: 0.05 + (0.9 * ([...String(id)].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 9973, 7))) / 9973,
})`

const kills = Number(process.argv[2] ?? 200)
const home = mkdtempSync(join(tmpdir(), 'ig-kill-miner-'))
const dataDir = join(home, 'data')
mkdirSync(dataDir, { mode: 0o700 })
writeFileSync(join(home, 'strategy.mjs'), STRATEGY)
const command = minerCommand()
const args = [
  ...['--data-dir', dataDir, '--axon.port', String(await freePort()), '--axon.rate_limit', '0'],
  ...['--no-sandbox-validator', '--blacklist.allow_non_registered', '--forecaster', './strategy.mjs'],
]

/** Every number that was answered in full, by key. */
const acknowledged = new Map<string, Set<number>>()
const sinceRestart = new Set<string>()
const accepted: SignedRequest[] = []
const problems: string[] = []
const counts = { kills: 0, whileStarting: 0, queries: 0, events: 0, replays: 0, askedAgain: 0, restartMs: 0 }
const startedMs = performance.now()

while (counts.kills < kills) {
  await runOnce(counts.kills % 4 === 3 ? 'starting' : 'loaded')
  counts.kills += 1
}
await runOnce('last')

const setAside = readdirSync(dataDir).filter((file) => file.includes('.damaged-'))
rmSync(home, { recursive: true })
const seconds = Math.round((performance.now() - startedMs) / 1000)
console.log(
  `${counts.kills} kills (${counts.whileStarting} before it was ready) in ${seconds} s, ` +
    `slowest restart ${Math.round(counts.restartMs)} ms: ` +
    `${counts.queries} queries with ${counts.events} events acknowledged, ${counts.askedAgain} asked again, ` +
    `${counts.replays} requests replayed, ${setAside.length} files set aside, ${problems.length} problems.`,
)
if (problems.length + setAside.length > 0) {
  console.log(problems.slice(0, 20), setAside)
  process.exitCode = 1
}

/** Starts the miner, checks what it must know, puts load on it and kills it; the last time it is asked to stop. */
async function runOnce(moment: 'starting' | 'loaded' | 'last'): Promise<void> {
  const spawnedAtMs = Date.now()
  const miner = startMinerProcess(command, { home, args })
  const kill = async (afterMs: number) => {
    await setTimeout(afterMs)
    miner.child.kill('SIGKILL')
  }
  const killing = moment === 'starting' ? kill(Math.random() * START_UP_MS) : null
  const target = await miner.ready
  if (target === null) counts.whileStarting += 1
  else if (moment !== 'starting') {
    counts.restartMs = Math.max(counts.restartMs, Date.now() - spawnedAtMs)
    await check(target, spawnedAtMs, moment === 'last')
    if (moment === 'last') miner.child.kill('SIGTERM')
    else await loadAndKill(target, () => kill(Math.random() * UNDER_LOAD_MS))
  }
  await killing
  await miner.ended
  const isExpected = miner.child.signalCode === 'SIGKILL' || (moment === 'last' && miner.child.exitCode === 0)
  if (!isExpected) problems.push(`ended with ${miner.child.exitCode}: ${miner.stderr()}`)
}

async function loadAndKill(target: DendriteTarget, kill: () => Promise<void>): Promise<void> {
  const connections = Array.from({ length: CONNECTIONS }, (_, i) => openConnection(`${i}`))
  const loads = connections.map((connection, i) =>
    loadUntilGone(connection, target, `${counts.kills}-${i}`, (events) => {
      counts.queries += 1
      for (const [key, { probability }] of Object.entries(events)) {
        if (typeof probability !== 'number') problems.push(`${key} was answered with ${probability}`)
        else remember(key, probability)
      }
    }),
  )
  await Promise.all([...loads, kill()])
  for (const connection of connections) {
    const last = connection.lastAccepted()
    if (last !== null) accepted.push(last)
    connection.close()
  }
}

function remember(key: string, probability: number): void {
  const numbers = acknowledged.get(key)
  if (numbers === undefined) counts.events += 1
  acknowledged.set(key, (numbers ?? new Set()).add(probability))
  sinceRestart.add(key)
}

/** What was answered before the kill is stored and no news, and no request that was accepted is taken again. */
async function check(target: DendriteTarget, spawnedAtMs: number, isLast: boolean): Promise<void> {
  const connection = openConnection('check')
  for (const request of accepted.splice(0)) {
    counts.replays += 1
    const replayed = await connection.send(target, request)
    if (replayed?.status !== 401) problems.push(`a replay was answered with ${replayed?.status}`)
  }
  const keys = [...(isLast ? acknowledged.keys() : sinceRestart)]
  sinceRestart.clear()
  const asked = keys.slice(-ASKED_AGAIN)
  const again = await connection.ask(target, wireEvents(asked.map((key) => key.slice(KEY_PREFIX.length))))
  connection.close()

  const database = new DatabaseSync(join(dataDir, 'miner.db'), { readOnly: true })
  const verdict = Object.values(database.prepare('PRAGMA quick_check').get() ?? {})[0]
  if (verdict !== 'ok') problems.push(`the database is not sound: ${verdict}`)
  const select = database.prepare(
    `SELECT f.probability, e.first_seen_ms AS firstSeenMs FROM events e
     JOIN revisions r ON r.event_id = e.id JOIN forecasts f ON f.revision_id = r.id WHERE e.key = ?`,
  )
  for (const key of keys) {
    const rows = select.all(key) as { probability: number; firstSeenMs: number }[]
    const stored = new Set(rows.map(({ probability }) => probability))
    for (const number of acknowledged.get(key) ?? []) {
      if (!stored.has(number)) problems.push(`${key} lost ${number} and has ${[...stored]}`)
    }
    if (rows.some(({ firstSeenMs }) => firstSeenMs >= spawnedAtMs)) problems.push(`${key} was taken for new`)
    if (!asked.includes(key)) continue
    counts.askedAgain += 1
    // The same number, or the strategy's where only the first one had been acknowledged.
    const sent = again?.events[key]?.probability
    if (typeof sent !== 'number' || !stored.has(sent)) problems.push(`${key} is answered with ${sent}`)
  }
  database.close()
}
