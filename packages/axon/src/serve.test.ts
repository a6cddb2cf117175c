import { defineSynapse } from '@ig/protocol'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { serve } from './serve.ts'
import { listening, until } from './testing/listening.ts'

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
  await expect.poll(() => finish).not.toBeNull()
  const closed = server.close()
  await until(() => idle.closed)
  expect(busy.closed).toBe(false)
  await vi.waitFor(() => {
    finish({ done: true })
    expect(busy.received).toContain('"done":true')
  }, 15_000)
  await closed
})
