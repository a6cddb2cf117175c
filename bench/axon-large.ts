// One query of 10,000 events (17 MiB), and what others wait meanwhile: node --conditions=@ig/source bench/axon-large.ts
// Bars: the query is answered within 2 s, everyone else's within 250 ms.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { signedRequest } from '../packages/axon/src/testing/signed-request.ts'
import { EventPredictionSynapse } from '../packages/protocol/src/index.ts'
import { keypairFromUri } from '../packages/sr25519/src/index.ts'
import { firstLine, onCore, start } from './bench-process.ts'
import { sampleEvents } from './sample-events.ts'

const folder = mkdtempSync(join(tmpdir(), 'ig-bench-'))
const flags = ['--conditions=@ig/source', '--max-semi-space-size=16', '--max-old-space-size=512']
const script = join(import.meta.dirname, 'trivial-axon.ts')
const server = start(onCore(0, [process.execPath, ...flags, script, join(folder, 'nonces'), '0']))
const { port, hotkey } = JSON.parse(await firstLine(server))

const padding = 'x'.repeat(1_250)
const many = sampleEvents(10_000)
for (const event of Object.values(many)) event.metadata = { ...event.metadata, background: padding }
const few = sampleEvents(3)

async function ask(uri: string, events: object): Promise<{ ms: number; bytes: number; status: number }> {
  const request = signedRequest({
    keypair: keypairFromUri(uri),
    axonHotkey: hotkey,
    synapse: EventPredictionSynapse,
    fields: { events } as never,
    nonceNs: BigInt(Date.now()) * 1_000_000n + BigInt(Math.floor(performance.now() * 1000) % 1_000_000),
    timeoutSeconds: 120,
  })
  const startedAt = performance.now()
  const response = await fetch(`http://127.0.0.1:${port}${request.path}`, {
    method: 'POST',
    headers: request.headers,
    body: request.body,
  })
  await response.arrayBuffer()
  return { ms: performance.now() - startedAt, bytes: request.body.length, status: response.status }
}

for (let at = 0; at < 20; at++) await ask('//Other', few)
for (let run = 0; run < 4; run++) {
  const waits: number[] = []
  let isDone = false
  const large = ask('//Large', many).finally(() => {
    isDone = true
  })
  while (!isDone) {
    waits.push((await ask('//Other', few)).ms)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const { ms, bytes, status } = await large
  console.log(
    `run ${run + 1}: ${(bytes / 2 ** 20).toFixed(1)} MiB answered ${status} in ${ms.toFixed(0)} ms (bar 2,000); ` +
      `${waits.length} others waited ${Math.max(...waits).toFixed(0)} ms at most (bar 250)`,
  )
}
server.kill('SIGKILL')
rmSync(folder, { recursive: true, force: true })
