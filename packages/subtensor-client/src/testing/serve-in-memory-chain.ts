import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { InMemoryChain } from './in-memory-chain-shape.ts'
import type { RpcError } from './rpc-error.ts'

const request = z.object({
  id: z.union([z.number(), z.string()]),
  method: z.string(),
  params: z.array(z.unknown()).default([]),
})

/** A chain that listens. */
export interface ServedChain {
  /** `ws://127.0.0.1:` and the port. */
  readonly endpoint: string
  close(): Promise<void>
}

/** Serves the chain on loopback, so that other processes reach it; a free port unless one is given. */
export async function serveInMemoryChain(
  chain: InMemoryChain,
  { port = 0 }: { readonly port?: number } = {},
): Promise<ServedChain> {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port,
    verifyClient: () => !chain.connections.isRefusing(),
  })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  server.on('connection', (socket) => attach(chain, socket))
  const address = server.address() as AddressInfo
  return {
    endpoint: `ws://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of server.clients) socket.terminate()
        server.close(() => resolve())
      }),
  }
}

function attach(chain: InMemoryChain, socket: WebSocket): void {
  const send = (message: Readonly<Record<string, unknown>>) =>
    socket.send(JSON.stringify({ jsonrpc: '2.0', ...message }))
  const connection = chain.connections.open({
    onNotification: (method, subscription, result) => send({ method, params: { subscription, result } }),
    onLost: () => socket.terminate(),
  })
  socket.on('close', () => connection.close())
  socket.on('message', (data) => {
    for (const one of parseRequests(data.toString()))
      connection.call(one.method, one.params, (error, result) =>
        send(error ? { id: one.id, error: errorJson(error) } : { id: one.id, result: result ?? null }),
      )
  })
}

/** One request or a batch of them; what is neither is not answered. */
function parseRequests(text: string): readonly z.infer<typeof request>[] {
  const parsed: unknown = JSON.parse(text)
  return (Array.isArray(parsed) ? parsed : [parsed]).flatMap((one) => {
    const { data } = request.safeParse(one)
    return data ? [data] : []
  })
}

const errorJson = ({ code, message, data }: RpcError) => ({
  code,
  message,
  ...(data === undefined ? {} : { data }),
})
