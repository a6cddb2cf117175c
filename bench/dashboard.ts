// What a dashboard that is looked at costs, with 10,000 events and 1,000 updates a minute:
// node --conditions=@ig/source bench/dashboard.ts [pairs] [seconds]
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fillSampleStore } from '../apps/miner-cli/src/dashboard/testing/fill-sample-store.ts'
import { firstLine } from './bench-process.ts'
import { type FirstLook, lookAgainAndAgain, lookAt, watchPages } from './dashboard-watchers.ts'
import { openConnection, wireEvents } from './kill-miner-load.ts'
import { minerCommand } from './miner-process.ts'
import { quantileOf } from './quantile.ts'
import { startLoad } from './start-load.ts'

const EVENTS = 10_000
const UPDATES_A_SECOND = 17
const ASKED = { events: 50, ratePerSecond: 40, connections: 4, hotkeys: 4 }
const WATCHED = ['/', '/events', '/logs']
const PAGES = ['/', '/events', '/events?page=50', '/calibration', '/spend', '/validators', '/logs']
const LOOK_EVERY_MS = 1_000
const SLICE_SECONDS = 5

interface Miner {
  readonly child: ChildProcess
  readonly axon: { readonly ip: string; readonly port: number; readonly hotkey: string }
  readonly dashboard: string | null
}

const [pairs = 5, seconds = 20] = process.argv.slice(2).map(Number)
const home = mkdtempSync(join(tmpdir(), 'ig-dashboard-'))
const command = minerCommand()
mkdirSync(join(home, 'seed'), { mode: 0o700 })
fillSampleStore(join(home, 'seed', 'miner.db'), { count: EVENTS, nowMs: Date.now() })
const without = await startMiner('without', ['--no-dashboard'])
const with_ = await startMiner('with', ['--dashboard.port', '0'])
const base = with_.dashboard ?? ''
const first = await lookAt(base)

// Both are warm before they are measured.
await measure(without, 5)
await measure(with_, 5)
const rows: { without: number; with: number; ratio: number }[] = []
const looks: FirstLook[] = []
const told = { events: 0, bytes: 0 }
for (let pair = 0; pair < pairs; pair++) {
  // In slices by turns, so that what else the machine does falls on both.
  const times = { without: [] as number[], with: [] as number[] }
  for (let slice = 0; slice < seconds / SLICE_SECONDS; slice++) {
    const turns = slice % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const)
    for (const turn of turns) {
      times[turn].push(...(await (turn === 'with' ? measureWatched() : measure(without, SLICE_SECONDS))))
    }
  }
  const [a, b] = [p99Of(times.without), p99Of(times.with)]
  rows.push({ without: a, with: b, ratio: b / a })
}
without.child.kill()
with_.child.kill()
rmSync(home, { recursive: true, force: true })

const round = (value: number) => Math.round(value * 100) / 100
console.table(
  rows.map((row) => ({
    'p99 without, ms': round(row.without),
    'with, ms': round(row.with),
    ratio: round(row.ratio),
  })),
)
const ratio = quantileOf(
  rows.map((row) => row.ratio).toSorted((x, y) => x - y),
  0.5,
)
const lookMs = looks.map(({ ms }) => ms).toSorted((x, y) => x - y)
const largest = Math.max(...looks.map(({ bytes }) => bytes))
console.log(
  `p99 of the miner's answers with the dashboard watched by ${WATCHED.length} tabs: ${ratio.toFixed(2)} x of without, median of ${pairs} pairs (bar 1.5)`,
)
console.log(
  `first page after the start: ${first.ms.toFixed(0)} ms, ${(first.bytes / 1000).toFixed(0)} kB with what it loads (bars 500 ms, 300 kB)`,
)
console.log(
  `${looks.length} further pages under load: median ${quantileOf(lookMs, 0.5).toFixed(0)} ms, slowest ${quantileOf(lookMs, 1).toFixed(0)} ms, largest ${(largest / 1000).toFixed(0)} kB`,
)
console.log(
  `told to the tabs: ${told.events} times, ${(told.bytes / 1e6).toFixed(1)} MB in ${pairs * seconds} s`,
)
if (!(ratio <= 1.5) || first.ms > 500 || largest > 300_000) process.exitCode = 1

async function startMiner(name: string, args: readonly string[]): Promise<Miner> {
  const dataDir = join(home, name)
  cpSync(join(home, 'seed'), dataDir, { recursive: true })
  const child = spawn(
    process.execPath,
    [...command, 'start', '--json', '--data-dir', dataDir, '--axon.port', '0', '--axon.rate_limit', '0']
      .concat(['--no-sandbox-validator', '--blacklist.allow_non_registered', '--log.level', 'error'])
      .concat(args),
    {
      cwd: home,
      env: { HOME: join(home, `home-${name}`), PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const { axon, dashboard } = JSON.parse(await firstLine(child)) as Omit<Miner, 'child'>
  return { child, axon, dashboard }
}

/** How long each answer to validators took, in milliseconds, while 1,000 events a minute are new. */
async function measure({ axon }: Miner, forSeconds: number): Promise<readonly number[]> {
  const done = new AbortController()
  const updates = sendUpdates(axon, done.signal)
  const load = { ...ASKED, port: axon.port, axonHotkey: axon.hotkey, durationMs: forSeconds * 1000 }
  const { result } = startLoad({ ...load, requests: forSeconds * ASKED.ratePerSecond }, (words) => words)
  const { latenciesMs, codes } = await result
  done.abort()
  await updates
  if ((codes['200'] ?? 0) < forSeconds * ASKED.ratePerSecond * 0.9)
    throw new Error(`Not all was answered: ${JSON.stringify(codes)}`)
  return latenciesMs
}

function p99Of(timesMs: readonly number[]): number {
  return quantileOf(
    timesMs.toSorted((x, y) => x - y),
    0.99,
  )
}

async function measureWatched(): Promise<readonly number[]> {
  const watching = watchPages(WATCHED.map((path) => base + path))
  const done = new AbortController()
  const looking = lookAgainAndAgain(
    PAGES.map((path) => base + path),
    LOOK_EVERY_MS,
    done.signal,
  )
  const latenciesMs = await measure(with_, SLICE_SECONDS)
  done.abort()
  looks.push(...(await looking))
  await watching.stop()
  told.events += watching.told.events
  told.bytes += watching.told.bytes
  return latenciesMs
}

async function sendUpdates(axon: Miner['axon'], signal: AbortSignal): Promise<void> {
  const connection = openConnection(`updates-${performance.now()}`)
  for (let turn = 0; !signal.aborted; turn++) {
    const ids = Array.from(
      { length: UPDATES_A_SECOND },
      (_, index) => `${performance.now()}-${turn}-${index}`,
    )
    const answered = await connection.ask(axon, wireEvents(ids))
    if (answered?.status !== 200) throw new Error(`An update was answered with ${answered?.status}.`)
    await setTimeout(1_000, null, { signal }).catch(() => {})
  }
  connection.close()
}
