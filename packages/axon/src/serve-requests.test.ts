import { defineSynapse } from '@ig/protocol'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { listening, until } from './testing/listening.ts'

// What a socket can do to a server: heads and requests. What a request can say is in faults-*.test.ts.

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
