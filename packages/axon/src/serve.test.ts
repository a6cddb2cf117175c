import { connect, type Socket } from 'node:net'
import { defineSynapse } from '@ig/protocol'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { AxonOptions } from './create-axon.ts'
import { type AxonServer, serve } from './serve.ts'
import { charlie, sampleEvent, testAxon } from './testing/test-axon.ts'

// What a socket can do to a server; what a request can say is in faults.test.ts.

const opened: { server: AxonServer; sockets: Socket[] }[] = []
afterEach(async () => {
  for (const { server, sockets } of opened.splice(0)) {
    for (const socket of sockets) socket.destroy()
    await server.close({ graceMs: 0 })
  }
})

async function listening(options: Partial<AxonOptions> = {}) {
  const tested = testAxon(options)
  const server = await serve(tested.axon, { port: 0 })
  const sockets: Socket[] = []
  opened.push({ server, sockets })

  /** A raw connection, with all that it received so far. */
  function open() {
    const socket = connect(server.port, '127.0.0.1')
    const state = { socket, received: '', closed: false }
    sockets.push(socket)
    socket.setEncoding('latin1')
    socket.on('data', (text) => {
      state.received += text
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      state.closed = true
    })
    return state
  }
  function raw(
    request: ReturnType<typeof tested.signed>,
    change: Record<string, string | null> = {},
  ): string {
    const headers = {
      ...request.headers,
      'content-length': String(Buffer.byteLength(request.body)),
      ...change,
    }
    const lines = Object.entries(headers).flatMap(([name, value]) =>
      value === null ? [] : `${name}: ${value}`,
    )
    return [`POST ${request.path} HTTP/1.1`, 'Host: x', ...lines, '', ''].join('\r\n')
  }
  /** The control: a good request over a connection of its own. */
  async function isAlive(): Promise<boolean> {
    const request = tested.signed({ keypair: charlie })
    const response = await fetch(`http://127.0.0.1:${server.port}${request.path}`, {
      method: 'POST',
      headers: { ...request.headers, connection: 'close' },
      body: request.body,
    })
    await response.arrayBuffer()
    return response.status === 200
  }
  return { ...tested, server, open, raw, isAlive }
}

const until = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 5_000, interval: 5 })

test('answers over a socket what it answers without one', async () => {
  const { server, signed } = await listening()
  const request = signed()
  const response = await fetch(`http://127.0.0.1:${server.port}${request.path}`, {
    method: 'POST',
    headers: request.headers,
    body: request.body,
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(await response.text())))
})

test('serves routes added to its app beside the synapses', async () => {
  const { axon, server, isAlive } = await listening()
  axon.app.get('/health', (c) => c.text('well'))
  expect(await (await fetch(`http://127.0.0.1:${server.port}/health`)).text()).toBe('well')
  expect(await isAlive()).toBe(true)
})

test('names the port that is taken', async () => {
  const { server, axon } = await listening()
  await expect(serve(axon, { port: server.port })).rejects.toMatchObject({
    code: 'E_PORT_TAKEN',
    values: { port: server.port },
  })
})

test('row 8: an announced length over the limit is refused from the header, and the connection closed', async () => {
  const { open, raw, signed, isAlive } = await listening()
  const connection = open()
  connection.socket.write(raw(signed(), { 'content-length': String(33 * 1024 * 1024) }))
  await until(() => connection.closed)
  expect(connection.received).toMatch(/^HTTP\/1\.1 413 /)
  expect(connection.received).toMatch(/\r\nconnection: close\r\n/)
  expect(await isAlive()).toBe(true)
})

test('row 8: a client that goes on sending what was refused still reads its answer, and is then cut off', async () => {
  const { open, raw, signed, axon } = await listening({ limits: { bodyBytes: 100_000 } })
  const connection = open()
  connection.socket.write(raw(signed(), { 'content-length': null, 'transfer-encoding': 'chunked' }))
  const chunk = `4000\r\n${' '.repeat(0x4000)}\r\n`
  const timer = setInterval(() => connection.socket.writable && connection.socket.write(chunk), 1)
  await until(() => connection.closed)
  clearInterval(timer)
  expect(connection.received).toMatch(/^HTTP\/1\.1 413 /)
  expect(axon.stats().bodyBytes).toBe(0)
})

test('row 8: a body shorter than announced is given up, one longer is no second request', async () => {
  const { open, raw, signed, axon, isAlive } = await listening({
    limits: { requestTimeoutMs: 150, headersTimeoutMs: 100, connectionCheckMs: 20 },
  })
  const short = open()
  const request = signed()
  short.socket.write(raw(request) + request.body.slice(0, 100))
  await until(() => short.closed)
  expect(short.received).not.toMatch(/200 OK/)
  const long = open()
  const other = signed()
  long.socket.write(`${raw(other)}${other.body}${'x'.repeat(50)}`)
  await until(() => long.closed)
  expect(long.received.match(/HTTP\/1\.1 \d+/g)?.length ?? 0).toBeLessThan(2)
  expect(axon.stats().bodyBytes).toBe(0)
  expect(await isAlive()).toBe(true)
})

test('row 9: slow headers and slow bodies are closed in time, by the hundred, and others are answered', async () => {
  const { open, raw, signed, server, isAlive } = await listening({
    limits: { headersTimeoutMs: 200, requestTimeoutMs: 400, connectionCheckMs: 50 },
    rateLimitPerSecond: 0,
  })
  const slow = Array.from({ length: 300 }, (_, at) => {
    const connection = open()
    connection.socket.write(
      at % 2 === 0 ? 'POST /EventPredictionSynapse HTTP/1.1\r\nHost: x\r\nna' : `${raw(signed())}{`,
    )
    return connection
  })
  await until(() => server.connections() === 300)
  expect(await isAlive()).toBe(true)
  expect(slow.some(({ closed }) => !closed)).toBe(true)
  await until(() => slow.every(({ closed }) => closed))
  expect(server.connections()).toBe(0)
})

test('row 9: when there are too many connections the longest idle one gives way', async () => {
  const { open, server, isAlive } = await listening({ limits: { connections: 3 } })
  const connections = [open()]
  await until(() => server.connections() === 1)
  for (let count = 2; count <= 4; count++) {
    connections.push(open())
    await until(
      () => server.connections() === Math.min(count, 3) && connections.at(-1)?.socket.pending === false,
    )
  }
  await until(() => connections[0]?.closed === true)
  expect(connections.slice(1).map(({ closed }) => closed)).toEqual([false, false, false])
  expect(await isAlive()).toBe(true)
})

test('row 9: senders of slow bodies cannot keep anybody out, however many they are', async () => {
  const { open, raw, signed, server, isAlive } = await listening({ limits: { connections: 3 } })
  const slow = Array.from({ length: 3 }, open)
  for (const { socket } of slow) socket.write(`${raw(signed())}{`)
  await until(() => server.connections() === 3)
  expect(await isAlive()).toBe(true)
  await until(() => slow.filter(({ closed }) => closed).length === 1)
})

test('a caller that does not read its answer is cut off', async () => {
  const { open, raw, signed, server, axon } = await listening({ limits: { replyStallMs: 100 } })
  const long = sampleEvent('1', { metadata: { text: 'x'.repeat(16 * 1024 * 1024) } })
  const request = signed({ fields: { events: { long } } })
  const { socket } = open()
  socket.pause()
  socket.write(raw(request) + request.body)
  await until(() => axon.stats().byStatus[200] === 1)
  await until(() => server.connections() === 0)
})

test('row 18: large heads and many headers are 431, and nothing of them comes back', async () => {
  const { open, raw, signed, isAlive } = await listening()
  for (const headers of [
    { evil: 'e'.repeat(64 * 1024) },
    Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`evil-${at}`, 'e'])),
  ]) {
    const connection = open()
    connection.socket.write(raw(signed(), headers))
    await until(() => connection.received.includes('\r\n\r\n'))
    expect(connection.received).toMatch(/^HTTP\/1\.1 431 /)
    expect(connection.received).not.toContain('evil')
  }
  expect(await isAlive()).toBe(true)
})

test('row 18: what is no HTTP is a 400 without an echo', async () => {
  const { open, isAlive } = await listening()
  for (const text of [
    '\x16\x03\x01evil\r\n\r\n',
    'GET evil\r\n\r\n',
    'POST / HTTP/1.1\r\nevil\x00: x\r\n\r\n',
    'POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    'POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
  ]) {
    const connection = open()
    connection.socket.write(text)
    await until(() => connection.closed)
    expect(connection.received).toMatch(/^HTTP\/1\.1 400 /)
    expect(connection.received).not.toContain('evil')
  }
  expect(await isAlive()).toBe(true)
})

test('row 18: pipelined requests are answered in their order', async () => {
  const { open, raw, signed } = await listening()
  const connection = open()
  const requests = [signed(), signed(), signed()]
  connection.socket.write(requests.map((request) => raw(request) + request.body).join(''))
  await until(() => connection.received.match(/HTTP\/1\.1 200/g)?.length === 3)
  const nonces = [...connection.received.matchAll(/bt_header_dendrite_nonce: (\d+)/g)].map(
    ([, nonce]) => nonce,
  )
  expect(nonces).toEqual(requests.map(({ headers }) => headers.bt_header_dendrite_nonce))
})

test('row 18: a client that leaves ends its call, and nothing leaks', async () => {
  const seen: AbortSignal[] = []
  const synapse = defineSynapse({ name: 'Slow', fields: z.looseObject({}) })
  const forward = (fields: object, { signal }: { signal: AbortSignal }) => {
    seen.push(signal)
    return new Promise<object>((resolve) => signal.addEventListener('abort', () => resolve(fields)))
  }
  const { open, raw, signed, server, axon, events } = await listening({ synapses: [{ synapse, forward }] })
  for (let at = 0; at < 5; at++) {
    const connection = open()
    const request = signed({ synapse, fields: {} })
    connection.socket.write(raw(request) + request.body)
    await until(() => seen.length === at + 1)
    connection.socket.destroy()
  }
  await until(() => seen.every(({ aborted }) => aborted))
  await until(() => server.connections() === 0 && events.length === 5)
  expect(axon.stats()).toMatchObject({ bodyBytes: 0, waiting: 0 })
})

test('row 19: GET with a body is answered like POST', async () => {
  const { open, raw, signed } = await listening()
  const connection = open()
  const request = signed()
  connection.socket.write(raw(request).replace('POST', 'GET') + request.body)
  await until(() => connection.received.includes('"probability":0.5'))
  expect(connection.received).toMatch(/^HTTP\/1\.1 200 /)
})

test('streams an answer as it is made', async () => {
  const synapse = defineSynapse({ name: 'Stream', fields: z.looseObject({}), streaming: true })
  async function* words() {
    yield 'Hello '
    yield 'stream '
    yield 'end'
  }
  const { open, raw, signed } = await listening({ synapses: [{ synapse, forward: () => words() }] })
  const connection = open()
  const request = signed({ synapse, fields: {} })
  connection.socket.write(raw(request) + request.body)
  await until(() => connection.received.endsWith('0\r\n\r\n'))
  expect(connection.received).toMatch(/content-type: text\/event-stream\r\n/)
  expect(connection.received).toMatch(/bt_header_axon_status_code: 200\r\n/)
  expect(connection.received).toContain('6\r\nHello \r\n7\r\nstream \r\n3\r\nend\r\n')
})

test('a stream that fails half-way is cut, not ended', async () => {
  const synapse = defineSynapse({ name: 'Stream', fields: z.looseObject({}), streaming: true })
  async function* words() {
    yield 'Hello '
    throw new Error('broken')
  }
  const { open, raw, signed, isAlive } = await listening({ synapses: [{ synapse, forward: () => words() }] })
  const connection = open()
  const request = signed({ synapse, fields: {} })
  connection.socket.write(raw(request) + request.body)
  await until(() => connection.closed)
  expect(connection.received.endsWith('0\r\n\r\n')).toBe(false)
  expect(await isAlive().catch(() => false)).toBe(false)
})

test('closing lets requests in flight end, and takes no more', async () => {
  const synapse = defineSynapse({ name: 'Slow', fields: z.looseObject({}) })
  let finish = (_fields: object) => {}
  const forward = () =>
    new Promise<object>((resolve) => {
      finish = resolve
    })
  const { open, raw, signed, server } = await listening({ synapses: [{ synapse, forward }] })
  const idle = open()
  const busy = open()
  const request = signed({ synapse, fields: {} })
  busy.socket.write(raw(request) + request.body)
  await until(() => server.connections() === 2)
  await vi.waitFor(() => expect(finish).not.toBeNull())
  const closed = server.close()
  await until(() => idle.closed)
  expect(busy.closed).toBe(false)
  await vi.waitFor(() => {
    finish({ done: true })
    expect(busy.received).toContain('"done":true')
  })
  await closed
})
