// Asks the whole miner for minutes on end, and says whether it grows: pnpm soak
// Options: --queries N (100000), --events N (10000), --minutes N (9).
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { DendriteTarget } from '../packages/axon/src/index.ts'
import { openConnection, wireEvents } from './kill-miner-load.ts'
import { minerCommand } from './miner-process.ts'
import { quantileOf } from './quantile.ts'
import { type Look, type Sample, soakTable, soakVerdict } from './soak-verdict.ts'

const { values } = parseArgs({
  options: {
    queries: { type: 'string', default: '100000' },
    events: { type: 'string', default: '10000' },
    minutes: { type: 'string', default: '9' },
  },
})
const QUERIES = Number(values.queries)
const EVENTS = Number(values.events)
const DURATION_MS = Number(values.minutes) * 60_000
/** All events are known, and as many nonces remembered as ever will be: they are kept for two minutes. */
const WARM_UP = 0.4
const CONNECTIONS = 8
const EVENTS_A_QUERY = 10
const RECONNECT_EVERY = 500
const SAMPLE_MS = 2_000

const STRATEGY = `export const paid = false
export default async ({ id }) => 0.05 + (0.9 * ([...String(id)].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 9973, 7))) / 9973`

const home = mkdtempSync(join(tmpdir(), 'ig-soak-'))
mkdirSync(join(home, 'data'), { mode: 0o700 })
writeFileSync(join(home, 'strategy.mjs'), STRATEGY)
const { child, target } = await startProbed()
const samples: Sample[] = []
const looks: Look[] = []
const latencies: number[] = []
const others = new Map<string, number>()
let sent = 0
const startedAtMs = performance.now()
const sampling = setInterval(sample, SAMPLE_MS)
try {
  await Promise.all([...Array.from({ length: CONNECTIONS }, (_, index) => ask(index)), lookNowAndThen()])
} finally {
  clearInterval(sampling)
  child.kill('SIGTERM')
  await once(child, 'exit')
  rmSync(home, { recursive: true })
}

const sorted = latencies.toSorted((a, b) => a - b)
console.log(soakTable(samples))
console.log(
  `${sent} queries, ${EVENTS} events, ${((performance.now() - startedAtMs) / 60_000).toFixed(1)} minutes; ` +
    `p50 ${quantileOf(sorted, 0.5).toFixed(1)} ms, p99 ${quantileOf(sorted, 0.99).toFixed(1)} ms; ` +
    `not answered with 200: ${JSON.stringify(Object.fromEntries(others))}; exit code ${child.exitCode}`,
)
const verdicts = soakVerdict(
  samples.filter(({ queries }) => queries >= QUERIES * WARM_UP),
  looks,
)
const isAnswered = others.size === 0 && child.exitCode === 0
for (const { is, ok, seen } of verdicts) console.log(`${ok ? 'ok  ' : 'FAIL'} ${is}: ${seen}`)
if (!isAnswered || verdicts.some(({ ok }) => !ok)) process.exitCode = 1

/** The miner as it is started, with a look into it, and a channel to ask it by. */
async function startProbed(): Promise<{ child: ChildProcess; target: DendriteTarget }> {
  const [...command] = minerCommand()
  const args = [
    ...['--import', join(import.meta.dirname, 'soak-probe.ts'), ...command, 'start', '--json'],
    ...[
      '--data-dir',
      join(home, 'data'),
      '--axon.port',
      '0',
      '--axon.rate_limit',
      '0',
      '--dashboard.port',
      '0',
    ],
    ...['--no-sandbox-validator', '--blacklist.allow_non_registered', '--forecaster', './strategy.mjs'],
  ]
  const started = spawn(process.execPath, args, {
    cwd: home,
    env: { HOME: home, PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  })
  if (started.stdout === null) throw new Error('The miner has no output.')
  for await (const line of createInterface({ input: started.stdout })) {
    if (line.includes('"event":"ready"')) return { child: started, target: JSON.parse(line).axon }
  }
  throw new Error('The miner ended before it was ready.')
}

/** One validator: it asks when its next query is due, and now and then by a new connection. */
async function ask(index: number): Promise<void> {
  let connection = openConnection(`${index}`)
  for (let own = 1; ; own++) {
    const query = sent++
    if (query >= QUERIES) break
    await wait(Math.max(0, startedAtMs + (query / QUERIES) * DURATION_MS - performance.now()))
    const askedAtMs = performance.now()
    const answered = await connection.ask(target, wireEvents(idsOf(query)))
    latencies.push(performance.now() - askedAtMs)
    if (answered?.status !== 200) count(String(answered?.status ?? 'no answer'))
    else if (Object.values(answered.events).some(({ probability }) => typeof probability !== 'number'))
      count('no number')
    if (own % RECONNECT_EVERY === 0) {
      connection.close()
      connection = openConnection(`${index}`)
    }
  }
  sent = QUERIES
  connection.close()
}

function count(status: string): void {
  others.set(status, (others.get(status) ?? 0) + 1)
}

/** New events while it warms up, then all of them by turns. */
function idsOf(query: number): string[] {
  const newest = Math.floor((query / (QUERIES * WARM_UP)) * EVENTS)
  const first = newest < EVENTS ? Math.max(0, newest - EVENTS_A_QUERY) : query * EVENTS_A_QUERY
  return Array.from({ length: EVENTS_A_QUERY }, (_, index) => `soak-${(first + index) % EVENTS}`)
}

function sample(): void {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  samples.push({
    atMs: performance.now() - startedAtMs,
    queries: sent,
    rssBytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024,
    descriptors: readdirSync(`/proc/${child.pid}/fd`).length,
  })
}

/** At the end of the warm-up, in the middle of the rest, and at its end: a look collects all garbage. */
async function lookNowAndThen(): Promise<void> {
  for (const share of [WARM_UP, (1 + WARM_UP) / 2, 0.99]) {
    await wait(Math.max(0, startedAtMs + share * DURATION_MS - performance.now()))
    child.send('look')
    const [look] = (await once(child, 'message')) as [Look]
    looks.push(look)
  }
}
