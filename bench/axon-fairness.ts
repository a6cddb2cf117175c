// Does a flood of strangers slow the top validator down? node --conditions=@ig/source bench/axon-fairness.ts
// 50 keys of no rank send 100 requests a second each from a process of their own; the validator asks 15 times a
// second. Bar: its p99 is at most twice what it is without them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { firstLine, onCore, start } from './bench-process.ts'
import type { Load, LoadResult } from './load-generator.ts'

const { values } = parseArgs({
  options: {
    strangers: { type: 'string', default: '50' },
    rate: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '15' },
    events: { type: 'string', default: '5' },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'ig-bench-'))
const node = [process.execPath, '--conditions=@ig/source']
const server = start(
  onCore(0, [
    ...node,
    '--max-semi-space-size=16',
    join(import.meta.dirname, 'trivial-axon.ts'),
    join(folder, 'nonces'),
    '20',
    '1',
  ]),
)
const { port, hotkey } = JSON.parse(await firstLine(server))

async function send(load: Omit<Load, 'port' | 'axonHotkey' | 'events'>): Promise<LoadResult> {
  const spec = JSON.stringify({ ...load, port, axonHotkey: hotkey, events: Number(values.events) })
  const child = start(onCore(1, [...node, join(import.meta.dirname, 'load-generator.ts'), spec]))
  return JSON.parse(await firstLine(child))
}

const seconds = Number(values.seconds)
const strangers = Number(values.strangers)
const strangersRate = strangers * Number(values.rate)
const ask = (uri: string, forSeconds: number) =>
  send({
    uri,
    hotkeys: 1,
    connections: 1,
    ratePerSecond: 15,
    durationMs: forSeconds * 1000,
    requests: 15 * forSeconds,
  })

await ask('Validator', 3)
const idle = await ask('Validator', seconds)
// Signing takes the strangers a while, and their flood is to last longer than the validator's questions.
const floodSeconds = seconds + 4
const flood = send({
  uri: 'Stranger',
  hotkeys: strangers,
  connections: strangers,
  ratePerSecond: strangersRate,
  durationMs: floodSeconds * 1000,
  requests: strangersRate * floodSeconds,
})
await new Promise((resolve) => setTimeout(resolve, strangersRate * floodSeconds * 0.1 + 1_000))
const loaded = await ask('Validator', seconds)
const flooded = await flood
console.table({ idle, loaded, strangers: flooded })
console.log(
  `p99 of the validator: ${idle.p99Ms.toFixed(2)} ms idle, ${loaded.p99Ms.toFixed(2)} ms under the flood: ` +
    `${(loaded.p99Ms / idle.p99Ms).toFixed(2)} x (bar 2)`,
)
console.log('strangers got', flooded.codes, 'the validator', loaded.codes)
server.kill('SIGKILL')
rmSync(folder, { recursive: true, force: true })
