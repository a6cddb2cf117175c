import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createPortGate } from './port-gate.ts'

async function echoServer(): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => socket.destroy()).pipe(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}

test('passes everything on, both ways', async () => {
  const gate = await createPortGate(await echoServer())
  onTestFinished(gate.shut)
  const socket = await open(gate.port)
  socket.write('hello')
  expect(String((await once(socket, 'data'))[0])).toBe('hello')
})

test('loses its connections when it is shut, and opens again on the same port', async () => {
  const gate = await createPortGate(await echoServer())
  onTestFinished(gate.shut)
  const { port } = gate
  const before = await open(port)
  before.resume()
  const closed = once(before, 'close')
  await gate.shut()
  await closed
  await expect(open(port)).rejects.toThrow('ECONNREFUSED')

  await gate.open()
  expect(gate.port).toBe(port)
  const after = await open(port)
  after.write('again')
  expect(String((await once(after, 'data'))[0])).toBe('again')
})
