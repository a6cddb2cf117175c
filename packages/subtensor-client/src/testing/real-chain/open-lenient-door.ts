import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

/** A second address of a chain. */
export interface LenientDoor {
  /** `ws://127.0.0.1:` and the port. */
  readonly endpoint: string
  close(): Promise<void>
}

/**
 * Passes everything on to a chain, with the `0x` before the bytes of a `state_call` that the Python package leaves out:
 * Subtensor's nodes take them without, Chopsticks does not.
 */
export async function openLenientDoor(endpoint: string): Promise<LenientDoor> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  server.on('connection', (client) => join(client, new WebSocket(endpoint)))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `ws://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate()
        server.close(() => resolve())
      }),
  }
}

function join(client: WebSocket, chain: WebSocket): void {
  const waiting: string[] = []
  client.on('message', (data) => {
    const text = withHexPrefix(data.toString())
    if (chain.readyState === WebSocket.CONNECTING) waiting.push(text)
    else if (chain.readyState === WebSocket.OPEN) chain.send(text)
  })
  chain.on('open', () => {
    for (const text of waiting.splice(0)) chain.send(text)
  })
  chain.on('message', (data) => client.send(data.toString()))
  // Either end may vanish at any time: then so does the other.
  client.on('error', () => chain.terminate())
  chain.on('error', () => client.terminate())
  client.on('close', () => chain.terminate())
  chain.on('close', () => client.terminate())
}

/** The request as Chopsticks takes it. */
export function withHexPrefix(text: string): string {
  const request = JSON.parse(text)
  if (request.method !== 'state_call' || !Array.isArray(request.params)) return text
  const [method, bytes, ...others] = request.params
  if (typeof bytes !== 'string' || bytes.startsWith('0x')) return text
  return JSON.stringify({ ...request, params: [method, `0x${bytes}`, ...others] })
}
