import { connect, type Socket } from 'node:net'
import { afterEach, expect, vi } from 'vitest'
import type { AxonOptions } from '../create-axon.ts'
import { type AxonServer, serve } from '../serve.ts'
import { charlie, testAxon } from './test-axon.ts'

const opened: { server: AxonServer; sockets: Socket[] }[] = []
afterEach(async () => {
  for (const { server, sockets } of opened.splice(0)) {
    for (const socket of sockets) socket.destroy()
    await server.close({ graceMs: 0 })
  }
})

/** A test axon that listens until the end of the test, and raw connections to it. */
export async function listening(options: Partial<AxonOptions> = {}) {
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

/** Waits for what happens elsewhere. */
export const until = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 15_000, interval: 5 })
