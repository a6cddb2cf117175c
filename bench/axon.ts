// Throughput of the axon beside the Python SDK's, by turns on the same core: pnpm bench:axon
// Options: --pairs N (3), --seconds S (6), --miner 'command' (a whole miner instead of the trivial handler; it must
// print a line of JSON with axon.port, axon.hotkey and pid, as `pnpm miner start --json` does).
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { encodeSs58 } from '../packages/protocol/src/index.ts'
import { keypairFromUri } from '../packages/sr25519/src/index.ts'
import { firstLine, onCore, start } from './bench-process.ts'
import type { Load, LoadResult } from './load-generator.ts'
import { startLoad } from './start-load.ts'

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    miner: { type: 'string' },
  },
})
const here = import.meta.dirname
const python =
  process.env.IG_PYTHON_BITTENSOR_10 ?? join(homedir(), '.cache/ig-peers/bittensor-10.5.0/bin/python')
const folder = mkdtempSync(join(tmpdir(), 'ig-bench-'))
const nodeFlags = ['--conditions=@ig/source', '--max-semi-space-size=16', '--max-old-space-size=512']
const BARS = {
  1: { throughput: 15, p99: 8 },
  100: { throughput: 10, p99: 5 },
} as const

interface Target {
  readonly child: ChildProcess
  readonly port: number
  readonly hotkey: string
  readonly pid: number
}

async function startOurs(): Promise<Target> {
  const command = values.miner
    ? values.miner.split(' ')
    : [process.execPath, ...nodeFlags, join(here, 'trivial-axon.ts'), join(folder, `nonces-${Date.now()}`)]
  const child = start(onCore(0, command))
  const ready = JSON.parse(await firstLine(child))
  const axon = ready.axon ?? ready
  return { child, port: axon.port, hotkey: axon.hotkey, pid: ready.pid ?? child.pid }
}

async function startPython(): Promise<Target> {
  const child = start(onCore(0, [python, join(here, 'python_axon.py'), '18391']))
  const { port } = JSON.parse(await firstLine(child))
  return { child, port, hotkey: encodeSs58(keypairFromUri('//Bob').publicKey), pid: child.pid ?? 0 }
}

async function measure(target: Target, load: Omit<Load, 'port' | 'axonHotkey'>): Promise<LoadResult> {
  const whole = { ...load, port: target.port, axonHotkey: target.hotkey }
  return startLoad(whole, (command) => onCore(1, command)).result
}

function rssMb(pid: number): number {
  const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? 0) / 1024
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

async function measureOnce(startTarget: () => Promise<Target>, events: number, requests: number) {
  const target = await startTarget()
  try {
    const load = { events, connections: 8, hotkeys: 64, durationMs: Number(values.seconds) * 1000 }
    await measure(target, { ...load, uri: 'Warm', durationMs: 1_500, requests: Math.ceil(requests / 4) })
    const result = await measure(target, { ...load, requests })
    return { ...result, rssMb: rssMb(target.pid) }
  } finally {
    process.kill(target.pid, 'SIGKILL')
    target.child.kill('SIGKILL')
  }
}

for (const events of [1, 100] as const) {
  const ours: Awaited<ReturnType<typeof measureOnce>>[] = []
  const theirs: Awaited<ReturnType<typeof measureOnce>>[] = []
  const seconds = Number(values.seconds)
  for (let pair = 0; pair < Number(values.pairs); pair++) {
    theirs.push(await measureOnce(startPython, events, 400 * seconds))
    ours.push(await measureOnce(startOurs, events, (events === 1 ? 5_500 : 2_200) * seconds))
    const last = { python: theirs.at(-1), axon: ours.at(-1) }
    console.log(
      `pair ${pair + 1}, ${events} event(s): ` +
        Object.entries(last)
          .map(([name, run]) => `${name} ${run?.perSecond.toFixed(0)}/s p99 ${run?.p99Ms.toFixed(1)} ms`)
          .join(', '),
    )
  }
  const of = (runs: typeof ours, key: 'perSecond' | 'p50Ms' | 'p99Ms' | 'rssMb') =>
    median(runs.map((run) => run[key]))
  console.table({
    python: {
      'requests/s': of(theirs, 'perSecond').toFixed(0),
      p50: of(theirs, 'p50Ms').toFixed(2),
      p99: of(theirs, 'p99Ms').toFixed(2),
      rssMb: of(theirs, 'rssMb').toFixed(0),
    },
    axon: {
      'requests/s': of(ours, 'perSecond').toFixed(0),
      p50: of(ours, 'p50Ms').toFixed(2),
      p99: of(ours, 'p99Ms').toFixed(2),
      rssMb: of(ours, 'rssMb').toFixed(0),
    },
  })
  const throughput = of(ours, 'perSecond') / of(theirs, 'perSecond')
  const p99 = of(theirs, 'p99Ms') / of(ours, 'p99Ms')
  const codes = new Set(ours.flatMap((run) => Object.keys(run.codes)))
  console.log(
    `${events} event(s): ${throughput.toFixed(1)} x the requests (bar ${BARS[events].throughput}), ` +
      `p99 ${p99.toFixed(1)} x shorter (bar ${BARS[events].p99}), statuses ${[...codes].join(' ')}`,
  )
}
rmSync(folder, { recursive: true, force: true })
