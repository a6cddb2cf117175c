import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { createInMemoryChain, serveInMemoryChain } from '../testing/index.ts'
import { createConnection } from './create-connection.ts'
import { openSocketProvider } from './open-socket-provider.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

/** A node that says `say(request)` to whatever it is asked; nothing where that is null. */
async function nodeThatSays(say: (request: { id: number; method: string }) => string | Buffer | null) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  server.on('connection', (socket: WebSocket) => {
    socket.on('error', () => {})
    socket.on('message', (text) => {
      const answer = say(JSON.parse(String(text)))
      if (answer !== null) socket.send(answer)
    })
  })
  open.push({
    close: () => {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  })
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function connected(endpoint: string, limits?: { readonly requestTimeoutMs: number }) {
  const provider = openSocketProvider(endpoint, limits)
  open.push({ close: () => provider.disconnect() })
  const ready = new Promise((resolve) => provider.on('connected', resolve))
  await provider.connect()
  await ready
  return provider
}

test('an answer, a refusal and a subscription', async () => {
  const endpoint = await nodeThatSays(({ id, method }) => {
    if (method === 'refused') {
      return JSON.stringify({
        jsonrpc: '2.0',
        id,
        error: { code: 1010, message: 'Invalid', data: 'Custom error: 7' },
      })
    }
    return JSON.stringify({ jsonrpc: '2.0', id, result: method })
  })
  const provider = await connected(endpoint)
  expect(await provider.send('hello', [])).toBe('hello')
  await expect(provider.send('refused', [])).rejects.toMatchObject({
    code: 1010,
    data: 'Custom error: 7',
    message: '1010: Invalid: Custom error: 7',
  })
})

test('news that comes before the answer that names its subscription is not lost', async () => {
  const news = (result: number) =>
    JSON.stringify({ jsonrpc: '2.0', method: 'chain_newHead', params: { subscription: 'a', result } })
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  open.push(server)
  server.on('connection', (socket) => {
    socket.on('message', (text) => {
      socket.send(news(1))
      socket.send(news(2))
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: JSON.parse(String(text)).id, result: 'a' }))
      socket.send(news(3))
    })
  })
  const provider = await connected(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const seen: unknown[] = []
  await provider.subscribe('chain_newHead', 'chain_subscribeNewHeads', [], (_error, result) =>
    seen.push(result),
  )
  await expect.poll(() => seen).toEqual([1, 2, 3])
})

const newsOf = (subscription: string, result: unknown) =>
  JSON.stringify({ jsonrpc: '2.0', method: 'chain_newHead', params: { subscription, result } })
const answerTo = (id: number, result: unknown) => JSON.stringify({ jsonrpc: '2.0', id, result })

test('a request that nobody waits for any more is forgotten when the next one is sent', async () => {
  const endpoint = await nodeThatSays(({ id, method }) => (method === 'never' ? null : answerTo(id, method)))
  const provider = await connected(endpoint, { requestTimeoutMs: 0 })
  const forgotten = expect(provider.send('never', [])).rejects.toThrow('did not answer in time')
  expect(await provider.send('hello', [])).toBe('hello')
  await forgotten
})

test('news of no subscription is kept only while one is on its way', async () => {
  const endpoint = await nodeThatSays(({ id, method }) =>
    method === 'news' ? newsOf('a', 'old') : answerTo(id, method === 'subscribe' ? 'a' : method),
  )
  const provider = await connected(endpoint)
  provider.send('news', []).catch(() => {})
  await provider.send('hello', [])
  const seen: unknown[] = []
  await provider.subscribe('chain_newHead', 'subscribe', [], (_error, result) => seen.push(result))
  await provider.send('hello', [])
  expect(seen).toEqual([])
})

test('a node that tells more and more before it names a subscription is left', async () => {
  const endpoint = await nodeThatSays(() => newsOf('a', 'x'.repeat(600_000)))
  const provider = await connected(endpoint)
  const problems: unknown[] = []
  provider.on('error', (error) => problems.push(error))
  const subscribed = provider.subscribe('chain_newHead', 'subscribe', [], () => {})
  provider.send('more', []).catch(() => {})
  await expect(subscribed).rejects.toThrow('closed')
  expect(String(problems[0])).toContain('not asked for')
})

describe('what a node should not say ends the connection, and nothing else', () => {
  test.each([
    ['no JSON', () => 'hello <html>'],
    ['no JSON-RPC', () => '{"hello":1}'],
    ['an array', () => '[1,2,3]'],
    ['null', () => 'null'],
    ['bytes', () => Buffer.from([1, 2, 3])],
    ['100 MB', () => `"${'a'.repeat(100_000_000)}"`],
  ])('%s', async (_name, say) => {
    const provider = await connected(await nodeThatSays(say))
    const lost = new Promise((resolve) => provider.on('disconnected', () => resolve('lost')))
    await expect(provider.send('hello', [])).rejects.toThrow('closed')
    expect(await lost).toBe('lost')
    expect(provider.isConnected).toBe(false)
    await expect(provider.send('hello', [])).rejects.toThrow('closed')
  })

  test('answers of the wrong shape end the attempt with what was wrong', async () => {
    const endpoint = await nodeThatSays(({ id }) =>
      JSON.stringify({ jsonrpc: '2.0', id, result: { no: 'sense' } }),
    )
    const connection = createConnection({ endpoints: [endpoint], maxBackoffMs: 5 })
    open.push(connection)
    await expect(connection.ready({ timeoutMs: 500 })).rejects.toMatchObject({ code: 'E_CHAIN_UNREACHABLE' })
    expect(connection.status().problem).toContain('E_CHAIN_DECODE')
  })
})

test('a peer that never closes its half does not hold our socket', async () => {
  const ended = Promise.withResolvers<void>()
  const server = createServer({ allowHalfOpen: true }, (socket: Socket) => {
    open.push({ close: () => socket.destroy() })
    socket
      .resume()
      .on('error', () => {})
      .on('end', ended.resolve)
  })
  open.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const provider = openSocketProvider(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const accepted = once(server, 'connection')
  await provider.connect()
  await accepted
  await provider.disconnect()
  await ended.promise
})

test('nobody there', async () => {
  const provider = openSocketProvider('ws://127.0.0.1:9')
  const failed = new Promise<Error>((resolve) => provider.on('error', resolve))
  await provider.connect()
  expect(String(await failed)).toContain('ECONNREFUSED')
})

test('1,000 drops leave no socket and no timer behind', { timeout: 60_000 }, async () => {
  const chain = createInMemoryChain()
  const served = await serveInMemoryChain(chain)
  let again = Promise.withResolvers<void>()
  const connection = createConnection({
    endpoints: [served.endpoint],
    maxBackoffMs: 0,
    onEvent: ({ type }) => type === 'connected' && again.resolve(),
  })
  open.push(chain)
  await connection.ready()
  const held = () => process.getActiveResourcesInfo().filter((kind) => /Timeout|TCPSocket/.test(kind)).length
  const before = held()
  for (let drops = 1; drops <= 1_000; drops += 1) {
    again = Promise.withResolvers()
    chain.drop()
    await again.promise
  }
  expect(connection.status()).toMatchObject({ drops: 1_000, connected: true })
  // Those of the last drop may not have gone yet.
  await expect.poll(() => held()).toBeLessThanOrEqual(before + 2)
  await connection.close()
  await served.close()
})
