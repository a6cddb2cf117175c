// A process of its own: signs requests, says so in a line of JSON, sends them over keep-alive connections, and prints
// what came of it in another.
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { signedRequest } from '../packages/axon/src/testing/signed-request.ts'
import { EventPredictionSynapse } from '../packages/protocol/src/index.ts'
import { keypairFromUri } from '../packages/sr25519/src/index.ts'
import { quantileOf } from './quantile.ts'
import { sampleEvents } from './sample-events.ts'

/** What to send. */
export interface Load {
  readonly port: number
  /** SS58 */
  readonly axonHotkey: string
  readonly events: number
  readonly connections: number
  readonly durationMs: number
  /** Requests to sign beforehand: the run ends when they are used up. */
  readonly requests: number
  /** Keys that sign by turns: a server may limit each. */
  readonly hotkeys: number
  /** Derived from this. Default //Load. */
  readonly uri?: string
  /** Open loop: so many requests a second over all connections. 0 or absent: each connection as fast as it can. */
  readonly ratePerSecond?: number
}

/** What came of it. */
export interface LoadResult {
  readonly requests: number
  readonly codes: Record<string, number>
  readonly perSecond: number
  readonly p50Ms: number
  readonly p90Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  /** Of every request, sorted. */
  readonly latenciesMs: readonly number[]
}

interface Prepared {
  readonly heads: Buffer[]
  readonly body: Buffer
}

function prepare(load: Load): Prepared {
  const fields = { events: sampleEvents(load.events) }
  const keypairs = Array.from({ length: load.hotkeys }, (_, index) =>
    keypairFromUri(`//${load.uri ?? 'Load'}//${index}`),
  )
  const first = keypairs[0]
  if (!first) throw new Error('No hotkeys to sign with.')
  let body = Buffer.alloc(0)
  const heads: Buffer[] = []
  const ping = { events: {} }
  const startNs = BigInt(Date.now()) * 1_000_000n
  for (let index = 0; index < load.requests; index++) {
    const keypair = keypairs[index % keypairs.length] ?? first
    // The body is signed by no one, so all requests share one.
    const request = signedRequest({
      keypair,
      axonHotkey: load.axonHotkey,
      synapse: EventPredictionSynapse,
      fields: index === 0 ? fields : ping,
      nonceNs: startNs + BigInt(index),
      uuid: `00000000-e677-11f1-a297-${index.toString(16).padStart(12, '0')}`,
      timeoutSeconds: 120,
    })
    if (index === 0) body = Buffer.from(request.body)
    const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`)
    heads.push(
      Buffer.from(
        [
          `POST ${request.path} HTTP/1.1`,
          `Host: 127.0.0.1:${load.port}`,
          ...lines,
          'Accept: */*',
          `Content-Length: ${body.length}`,
          '',
          '',
        ].join('\r\n'),
      ),
    )
  }
  return { heads, body }
}

/** Reads responses with a Content-Length or in chunks off one connection; `onReply` gets each status. */
function readReplies(socket: Socket, onReply: (status: string) => void): void {
  let pending = ''
  let status = ''
  let missing = 0
  let chunked = false
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => {
    let rest = text
    while (rest.length > 0) {
      if (missing > 0) {
        const taken = Math.min(missing, rest.length)
        missing -= taken
        rest = rest.slice(taken)
        if (missing === 0 && !chunked) onReply(status)
        continue
      }
      pending += rest
      rest = ''
      if (status !== '' && chunked) {
        const end = pending.indexOf('\r\n', pending.startsWith('\r\n') ? 2 : 0)
        if (end === -1) continue
        const size = Number.parseInt(pending.slice(pending.startsWith('\r\n') ? 2 : 0, end), 16)
        if (size === 0) {
          if (pending.length < end + 4) continue
          rest = pending.slice(end + 4)
          chunked = false
          pending = ''
          onReply(status)
        } else {
          missing = size
          rest = pending.slice(end + 2)
          pending = ''
        }
        continue
      }
      const end = pending.indexOf('\r\n\r\n')
      if (end === -1) continue
      const head = pending.slice(0, end)
      rest = pending.slice(end + 4)
      pending = ''
      status = head.slice(9, 12)
      const length = /\ncontent-length: (\d+)/i.exec(head)
      chunked = length === null
      missing = Number(length?.[1] ?? 0)
      if (!chunked && missing === 0) onReply(status)
    }
  })
}

async function run(load: Load, { heads, body }: Prepared): Promise<LoadResult> {
  const latencies: number[] = []
  const codes: Record<string, number> = {}
  const startedAt = performance.now()
  const endsAt = startedAt + load.durationMs
  let next = 0

  const oneConnection = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(load.port, '127.0.0.1')
      socket.setNoDelay(true)
      let sentAt = 0
      const count = (status: string) => {
        codes[status] = (codes[status] ?? 0) + 1
      }
      function send(): void {
        const index = next++
        const head = heads[index]
        const now = performance.now()
        if (head === undefined || now >= endsAt) {
          socket.end()
          resolve()
          return
        }
        const dueAt = load.ratePerSecond ? startedAt + (index / load.ratePerSecond) * 1000 : now
        if (dueAt > now + 1) setTimeout(write, dueAt - now, head)
        else write(head)
      }
      function write(head: Buffer): void {
        sentAt = performance.now()
        socket.cork()
        socket.write(head)
        socket.write(body)
        socket.uncork()
      }
      readReplies(socket, (status) => {
        latencies.push(performance.now() - sentAt)
        count(status)
        send()
      })
      socket.once('connect', send)
      socket.once('error', reject)
      socket.once('close', () => resolve())
    })

  await Promise.all(Array.from({ length: load.connections }, oneConnection))
  const elapsedSeconds = (performance.now() - startedAt) / 1000
  latencies.sort((a, b) => a - b)
  const quantile = (share: number) => quantileOf(latencies, share)
  return {
    requests: latencies.length,
    codes,
    perSecond: (codes['200'] ?? 0) / elapsedSeconds,
    p50Ms: quantile(0.5),
    p90Ms: quantile(0.9),
    p99Ms: quantile(0.99),
    maxMs: quantile(1),
    latenciesMs: latencies,
  }
}

const load = JSON.parse(process.argv[2] ?? '{}') as Load
const prepared = prepare(load)
console.log(JSON.stringify({ signed: prepared.heads.length }))
console.log(JSON.stringify(await run(load, prepared)))
// Written whole before the process ends.
process.stdout.write('', () => process.exit(0))
