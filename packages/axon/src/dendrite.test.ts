import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { PingSynapse } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { afterEach, expect, test } from 'vitest'
import { createDendrite, type Dendrite, type DendriteOptions } from './dendrite.ts'

const hotkey = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const keypair = keypairFromUri('//Alice')
const servers: Server[] = []
const dendrites: Dendrite[] = []

afterEach(() => {
  for (const dendrite of dendrites.splice(0)) dendrite.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

test('asks many at once and replies in the order asked', async () => {
  const waiting: (() => void)[] = []
  const targets = await Promise.all(
    [1, 2, 3].map((status) =>
      serve((_request, response) => {
        waiting.push(() => answer(response, 200, `{"axon":{"status_code":${status}}}`))
        // Nobody is answered before all have been asked.
        if (waiting.length === 3) for (const go of waiting.reverse()) go()
      }),
    ),
  )
  const replies = await dendriteOf().query(targets, PingSynapse, {})
  expect(replies.map(({ statusCode }) => statusCode)).toEqual([1, 2, 3])
  expect(replies.every(({ processTimeSeconds }) => processTimeSeconds > 0)).toBe(true)
})

test('keeps connections, its uuid, and its nonces rising', async () => {
  const seen: IncomingMessage[] = []
  const target = await serve((request, response) => {
    seen.push(request)
    answer(response, 200, '{"axon":{"status_code":200}}')
  })
  const dendrite = dendriteOf({ nowNs: () => 5n })
  for (let i = 0; i < 3; i++) {
    const [reply] = await dendrite.query(target, PingSynapse, {})
    expect(reply?.isSuccess).toBe(true)
  }
  expect(new Set(seen.map(({ socket }) => socket.remotePort)).size).toBe(1)
  expect(new Set(seen.map(({ headers }) => headers.bt_header_dendrite_uuid)).size).toBe(1)
  expect(seen.map(({ headers }) => headers.bt_header_dendrite_nonce)).toEqual(['5', '6', '7'])
})

test('has another uuid in each instance', async () => {
  const uuids: unknown[] = []
  const target = await serve((request, response) => {
    uuids.push(request.headers.bt_header_dendrite_uuid)
    answer(response, 200, '{}')
  })
  await dendriteOf().query(target, PingSynapse, {})
  await dendriteOf().query(target, PingSynapse, {})
  expect(uuids[0]).not.toBe(uuids[1])
})

test('the timeout covers the body, too', async () => {
  const target = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{')
  })
  const [reply] = await dendriteOf().query(target, PingSynapse, {}, { timeoutMs: 100 })
  expect(reply).toMatchObject({
    isSuccess: false,
    statusCode: 408,
    statusMessage: 'Request timeout after 0.1 seconds',
  })
})

test('reads no more than the limit, packed or not', async () => {
  const large = `{"x":"${'x'.repeat(100_000)}"}`
  const plain = await serve((_request, response) => answer(response, 200, large))
  const packed = await serve((_request, response) => {
    response.setHeader('content-encoding', 'gzip')
    answer(response, 200, gzipSync(large))
  })
  const replies = await dendriteOf({ maxResponseBytes: 50_000 }).query([plain, packed], PingSynapse, {})
  const refusal = { statusCode: 400, statusMessage: 'Payload error: the answer has more than 50000 bytes' }
  expect(replies).toMatchObject([refusal, refusal])
})

test('follows no redirect', async () => {
  let asked = 0
  const elsewhere = await serve((_request, response) => {
    asked++
    answer(response, 200, '{"axon":{"status_code":200}}')
  })
  for (const status of [301, 302, 303, 307, 308]) {
    const target = await serve((_request, response) => {
      response.setHeader('location', `http://127.0.0.1:${elsewhere.port}/Synapse`)
      answer(response, status, '{}')
    })
    expect(await dendriteOf().query(target, PingSynapse, {})).toMatchObject([{ statusCode: 503 }])
  }
  expect(asked).toBe(0)
})

test.each([
  ['nobody listens', { ip: '127.0.0.1', port: 1, hotkey }],
  ['the chain has no port', { ip: '0.0.0.0', port: 0, hotkey }],
  ['the port is too high', { ip: '127.0.0.1', port: 70_000, hotkey }],
  ['the address is a name', { ip: 'localhost', port: 80, hotkey }],
  ['the address is a URL', { ip: '127.0.0.1/x?', port: 80, hotkey }],
])('is 503 where %s', async (_case, target) => {
  const [reply] = await dendriteOf().query(target, PingSynapse, {})
  expect(reply).toMatchObject({
    statusCode: 503,
    statusMessage: `Service unavailable at ${target.ip}:${target.port}/Synapse`,
    axon: { hotkey, ip: target.ip },
  })
})

test('reads header text as UTF-8, and of several the last', async () => {
  const target = await serve((_request, response) => {
    response.setHeader('bt_header_axon_status_code', ['500', '200'])
    response.setHeader('bt_header_axon_status_message', Buffer.from('schön').toString('latin1'))
    answer(response, 200, '{}')
  })
  const [reply] = await dendriteOf().query(target, PingSynapse, {})
  expect(reply).toMatchObject({ isSuccess: true, statusMessage: 'schön' })
})

test('closing ends what is under way, and nothing is asked after it', async () => {
  const dendrite = dendriteOf()
  const target = await serve(() => dendrite.close())
  expect(await dendrite.query(target, PingSynapse, {})).toMatchObject([{ statusCode: 503 }])
  await expect(dendrite.query(target, PingSynapse, {})).rejects.toMatchObject({ code: 'E_DENDRITE_CLOSED' })
})

test.each([0, -1, Number.NaN, 2 ** 31])('refuses the timeout %d', async (timeoutMs) => {
  const query = dendriteOf().query({ ip: '127.0.0.1', port: 1, hotkey }, PingSynapse, {}, { timeoutMs })
  await expect(query).rejects.toMatchObject({ code: 'E_DENDRITE_TIMEOUT' })
})

function dendriteOf(options: Partial<DendriteOptions> = {}): Dendrite {
  const dendrite = createDendrite({ keypair, ...options })
  dendrites.push(dendrite)
  return dendrite
}

async function serve(listener: RequestListener) {
  const server = createServer(listener)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { ip: '127.0.0.1', port: (server.address() as AddressInfo).port, hotkey }
}

function answer(response: Parameters<RequestListener>[1], status: number, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
