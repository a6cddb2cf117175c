// Does a flood of strangers slow the top validators down? node --conditions=@ig/source bench/axon-fairness.ts
// 50 keys of no rank send 100 requests a second each; four top validators ask 15 times a second each. Quiet phases and
// phases of flood take turns, so that what else the machine does falls on both. Bar: the p99 of the validators'
// requests is at most twice what it is without the flood.
// The flood's sender yields to the validators' (they share a core): the time in the server is to be measured.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { firstLine, onCore, start } from './bench-process.ts'
import type { LoadResult } from './load-generator.ts'
import { quantileOf } from './quantile.ts'
import { startLoad } from './start-load.ts'

const { values } = parseArgs({
  options: {
    strangers: { type: 'string', default: '50' },
    rate: { type: 'string', default: '100' },
    validators: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '10' },
    events: { type: 'string', default: '5' },
  },
})
const [strangers, rate, validators, rounds, seconds, events] = [
  Number(values.strangers),
  Number(values.rate),
  Number(values.validators),
  Number(values.rounds),
  Number(values.seconds),
  Number(values.events),
]
const VALIDATOR_RATE = 15
const FLAGS = ['--conditions=@ig/source', '--max-semi-space-size=16']

const folder = mkdtempSync(join(tmpdir(), 'ig-bench-'))
const script = join(import.meta.dirname, 'trivial-axon.ts')
const server = start(
  onCore(0, [process.execPath, ...FLAGS, script, join(folder, 'nonces'), '20', String(validators)]),
)
const { port, hotkey, pid } = JSON.parse(await firstLine(server))

function ask(forSeconds: number): Promise<LoadResult> {
  const load = {
    port,
    axonHotkey: hotkey,
    events,
    uri: 'Validator',
    hotkeys: validators,
    connections: validators,
  }
  const ratePerSecond = VALIDATOR_RATE * validators
  const requests = ratePerSecond * forSeconds
  return startLoad({ ...load, ratePerSecond, durationMs: forSeconds * 1000, requests }, (command) =>
    onCore(1, command),
  ).result
}

/** Lasts two seconds longer than what is measured in it. */
function flood() {
  const load = {
    port,
    axonHotkey: hotkey,
    events,
    uri: 'Stranger',
    hotkeys: strangers,
    connections: strangers,
  }
  const ratePerSecond = strangers * rate
  const durationMs = (seconds + 2) * 1000
  const requests = ratePerSecond * (seconds + 2)
  return startLoad({ ...load, ratePerSecond, durationMs, requests }, (command) =>
    onCore(1, ['nice', '-n', '15', ...command]),
  )
}

/** Milliseconds that other processes kept the server waiting for its core so far; NaN where the system does not say. */
function keptWaitingMs(): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6
  } catch {
    return Number.NaN
  }
}

interface Phase {
  readonly asked: LoadResult
  readonly keptWaitingMs: number
}

async function phase(): Promise<Phase> {
  const before = keptWaitingMs()
  const asked = await ask(seconds)
  return { asked, keptWaitingMs: keptWaitingMs() - before }
}

// Both ways are warm before they are measured.
await ask(3)
const warmUp = flood()
await warmUp.sending
await warmUp.result
const idle: Phase[] = []
const flooded: Phase[] = []
let strangersServed = 0
let strangersRefused = 0
for (let round = 0; round < rounds; round++) {
  idle.push(await phase())
  const { sending, result } = flood()
  await sending
  flooded.push(await phase())
  const { codes } = await result
  strangersServed += codes['200'] ?? 0
  strangersRefused += codes['429'] ?? 0
}
const sorted = (phases: readonly Phase[]) =>
  phases.flatMap(({ asked }) => asked.latenciesMs).toSorted((a, b) => a - b)
const summary = (phases: readonly Phase[]) => {
  const latenciesMs = sorted(phases)
  return {
    requests: latenciesMs.length,
    answered: phases.reduce((sum, { asked }) => sum + (asked.codes['200'] ?? 0), 0),
    p50: quantileOf(latenciesMs, 0.5).toFixed(2),
    p90: quantileOf(latenciesMs, 0.9).toFixed(2),
    p99: quantileOf(latenciesMs, 0.99).toFixed(2),
    max: quantileOf(latenciesMs, 1).toFixed(2),
    'p99 by round': phases.map(({ asked }) => asked.p99Ms.toFixed(1)).join(' '),
    'kept waiting by others, ms/s': phases.map((one) => (one.keptWaitingMs / seconds).toFixed(1)).join(' '),
  }
}
console.table({ idle: summary(idle), flooded: summary(flooded) })
const [idleP99, floodedP99] = [quantileOf(sorted(idle), 0.99), quantileOf(sorted(flooded), 0.99)]
console.log(
  `p99 of the validators: ${idleP99.toFixed(2)} ms idle, ${floodedP99.toFixed(2)} ms under the flood: ` +
    `${(floodedP99 / idleP99).toFixed(2)} x (bar 2)`,
)
console.log(
  `strangers: ${strangersServed} answered, ${strangersRefused} refused for their rate, ` +
    `${((strangersServed + strangersRefused) / rounds / (seconds + 2)).toFixed(0)} a second`,
)
server.kill('SIGKILL')
rmSync(folder, { recursive: true, force: true })
