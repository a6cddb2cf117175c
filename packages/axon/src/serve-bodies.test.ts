import { expect, test } from 'vitest'
import { listening, until } from './testing/listening.ts'
import { sampleEvent } from './testing/test-axon.ts'

// What a socket can do to a server: bodies and connections. What a request can say is in faults-*.test.ts.

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
  expect(short.received).toMatch(/^HTTP\/1\.1 408 /)
  const long = open()
  const other = signed()
  long.socket.write(`${raw(other)}${other.body}${'x'.repeat(50)}`)
  await until(() => long.closed)
  expect(long.received.match(/HTTP\/1\.1 \d+/g)?.length ?? 0).toBeLessThan(2)
  expect(axon.stats().bodyBytes).toBe(0)
  expect(await isAlive()).toBe(true)
})

test('row 8: a body in broken chunks, or in a transfer encoding that nobody knows, is a 400', async () => {
  const { open, raw, signed, axon, isAlive } = await listening()
  for (const [encoding, body] of [
    ['chunked', 'evil\r\n'],
    ['chunked', '5\r\n{"eve\r\nevil\r\n'],
    ['evil', '{}'],
  ]) {
    const connection = open()
    const head = raw(signed(), { 'content-length': null, 'transfer-encoding': encoding ?? '' })
    connection.socket.write(head + body)
    await until(() => connection.closed)
    expect(connection.received).toMatch(/^HTTP\/1\.1 400 /)
    expect(connection.received.match(/HTTP\/1\.1/g)).toHaveLength(1)
    expect(connection.received).not.toContain('evil')
  }
  await until(() => axon.stats().bodyBytes === 0)
  expect(await isAlive()).toBe(true)
})

test('row 9: slow headers and slow bodies are closed in time, by the hundred, and others are answered', async () => {
  const { open, raw, signed, server, isAlive } = await listening({
    // Long enough for a loaded machine to open three hundred connections meanwhile.
    limits: { headersTimeoutMs: 1_500, requestTimeoutMs: 2_000, connectionCheckMs: 50 },
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
  expect(slow.every(({ received }) => /^HTTP\/1\.1 408 /.test(received))).toBe(true)
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
