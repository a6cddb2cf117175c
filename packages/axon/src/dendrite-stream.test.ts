import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { defineSynapse } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createDendrite } from './dendrite.ts'

const hotkey = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const StreamS = defineSynapse({
  name: 'StreamS',
  fields: z.looseObject({ messages: z.array(z.string()).default([]), completion: z.string().default('') }),
  streaming: true,
})
const dendrite = createDendrite({ keypair: keypairFromUri('//Alice'), maxResponseBytes: 1_000 })
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n'

let server: Server | undefined
afterEach(() => server?.close())

test("passes on what the SDK's axon streamed", async () => {
  const folder = process.env.IG_VECTORS ?? join(import.meta.dirname, '../vectors')
  const files = readdirSync(folder).filter((name) => /^streaming.*\.json$/.test(name))
  expect(files).not.toEqual([])
  for (const file of files) {
    const vector = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as {
      response_utf8: string
      chunks_seen: [...string[], { completion: string }]
    }
    const { completion } = vector.chunks_seen.at(-1) as { completion: string }
    expect((await collect(vector.response_utf8)).join('')).toBe(completion)
  }
})

test('passes on each piece as it comes, and a split character whole', async () => {
  const target = await serve(HEAD, (socket) => socket.write(chunk(Buffer.from('a').toString('latin1'))))
  const pieces = dendrite.stream(target, StreamS, { messages: [], completion: '' })[Symbol.asyncIterator]()
  expect(await pieces.next()).toEqual({ done: false, value: 'a' })
  const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)]
  sockets.at(-1)?.write(chunk(first.toString('latin1')), 'latin1')
  sockets.at(-1)?.write(chunk(second.toString('latin1')), 'latin1')
  expect(await pieces.next()).toEqual({ done: false, value: 'é' })
  sockets.at(-1)?.end('0\r\n\r\n')
  expect(await pieces.next()).toEqual({ done: true, value: undefined })
})

test('throws the status of an axon that refuses', async () => {
  const body = '{"message": "Forbidden. Key is blacklisted: no."}'
  await expect(
    collect(
      `HTTP/1.1 403 X\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    ),
  ).rejects.toMatchObject({
    code: 'E_DENDRITE_STREAM',
    retryable: false,
    values: { statusCode: 403, statusMessage: 'Forbidden. Key is blacklisted: no.' },
  })
})

test('throws where the headers say another status than HTTP', async () => {
  const head = HEAD.replace('\r\n\r\n', '\r\nbt_header_axon_status_code: 500\r\n\r\n')
  await expect(collect(`${head}${chunk('x')}0\r\n\r\n`)).rejects.toMatchObject({ code: 'E_DENDRITE_STREAM' })
})

test('throws where the stream breaks off, after what came', async () => {
  const target = await serve(HEAD + chunk('so far'), (socket) => socket.end())
  const pieces = dendrite.stream(target, StreamS, { messages: [], completion: '' })[Symbol.asyncIterator]()
  expect(await pieces.next()).toEqual({ done: false, value: 'so far' })
  await expect(pieces.next()).rejects.toMatchObject({
    code: 'E_DENDRITE_STREAM',
    values: { statusCode: 400 },
  })
})

test('throws where the stream is longer than the limit', async () => {
  await expect(collect(`${HEAD}${chunk('x'.repeat(1_001))}0\r\n\r\n`)).rejects.toMatchObject({
    values: { statusCode: 400, statusMessage: 'Payload error: the answer has more than 1000 bytes' },
  })
})

test('throws where time runs out, and where nobody listens', async () => {
  const silent = await serve(HEAD)
  await expect(drain(silent, 100)).rejects.toMatchObject({ retryable: true, values: { statusCode: 408 } })
  const nobody = { ip: '127.0.0.1', port: 1, hotkey }
  await expect(drain(nobody)).rejects.toMatchObject({ retryable: true, values: { statusCode: 503 } })
})

test('closes the connection when the reader has enough', async () => {
  const target = await serve(HEAD + chunk('first'))
  for await (const piece of dendrite.stream(target, StreamS, { messages: [], completion: '' })) {
    expect(piece).toBe('first')
    break
  }
  const socket = sockets.at(-1)
  if (socket && !socket.closed) await once(socket, 'close')
  expect(socket?.closed).toBe(true)
})

const sockets: import('node:net').Socket[] = []

async function serve(response: string, afterwards: (socket: import('node:net').Socket) => void = () => {}) {
  server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => socket.destroy())
    socket.once('data', () => {
      socket.write(response)
      afterwards(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { ip: '127.0.0.1', port: (server.address() as AddressInfo).port, hotkey }
}

async function collect(response: string): Promise<string[]> {
  return drain(await serve(response))
}

async function drain(target: { ip: string; port: number; hotkey: string }, timeoutMs = 5_000) {
  const pieces: string[] = []
  for await (const piece of dendrite.stream(
    target,
    StreamS,
    { messages: [], completion: '' },
    { timeoutMs },
  )) {
    pieces.push(piece)
  }
  return pieces
}

function chunk(latin1: string): string {
  return `${latin1.length.toString(16)}\r\n${latin1}\r\n`
}
