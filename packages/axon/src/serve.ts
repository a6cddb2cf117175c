import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { IgError } from '@ig/errors'
import { createConnectionTable } from './connection-table.ts'
import type { Axon } from './create-axon.ts'
import { nodeRequest } from './node-request.ts'
import { refuseUnreadable, writeReply } from './write-reply.ts'

/** An axon that listens. */
export interface AxonServer {
  readonly ip: string
  readonly port: number
  /** Connections now open. */
  connections(): number
  /**
   * Takes no more connections, closes idle ones, and lets requests in flight end for `graceMs` (default 10 s) at
   * most. The axon itself stays open.
   */
  close(options?: { readonly graceMs?: number }): Promise<void>
}

const DEFAULT_GRACE_MS = 10_000
/** Requests of one connection in flight: a client that pipelines more is not reading its answers. */
const MAX_PIPELINED = 32

/**
 * Listens for an axon. Port 0 takes a free one.
 *
 * @throws IgError `E_PORT_TAKEN`, or `E_LISTEN` where the address cannot be had otherwise.
 */
export async function serve(
  axon: Axon,
  { ip = '127.0.0.1', port }: { readonly ip?: string; readonly port: number },
): Promise<AxonServer> {
  const { limits } = axon
  const table = createConnectionTable(limits.connections)
  const appListener = getRequestListener(axon.app.fetch, { overrideGlobalObjects: false })
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.idleTimeoutMs,
    connectionsCheckingInterval: limits.connectionCheckMs,
    requireHostHeader: false,
    noDelay: true,
  })
  server.maxHeadersCount = 0
  server.on('connection', (socket) => table.add(socket))
  server.on('clientError', refuseUnreadable)
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { socket } = incoming
    if (table.busy(socket, incoming) > MAX_PIPELINED) {
      socket.destroy()
      return
    }
    outgoing.once('close', () => table.done(socket))
    if (incoming.rawHeaders.length > 2 * limits.headerLines) {
      const body = '{"message":"Request Header Fields Too Large"}'
      const headers = ['content-type', 'application/json']
      void writeReply(incoming, outgoing, { status: 431, headers, body }, limits.replyStallMs)
    } else if (axon.app.routes.length > 0) {
      // Routes that others have added: Hono finds them, and gives the rest back to the axon.
      void appListener(incoming, outgoing)
    } else {
      void answer(axon, incoming, outgoing)
    }
  })
  await listen(server, ip, port)
  const address = server.address() as AddressInfo
  return {
    ip: address.address,
    port: address.port,
    connections: () => table.size,
    async close({ graceMs = DEFAULT_GRACE_MS } = {}) {
      const closed = once(server, 'close')
      server.close()
      table.closeIdle()
      const timer = setTimeout(() => table.closeAll(), graceMs)
      await closed
      clearTimeout(timer)
    },
  }
}

async function answer(axon: Axon, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  // A socket that breaks is the client's affair; whoever reads or writes sees it in the outcome.
  incoming.on('error', () => {})
  outgoing.on('error', () => {})
  const reply = await axon.answer(nodeRequest(incoming, outgoing))
  await writeReply(incoming, outgoing, reply, axon.limits.replyStallMs)
}

async function listen(server: Server, ip: string, port: number): Promise<void> {
  server.listen(port, ip)
  try {
    await once(server, 'listening')
  } catch (cause) {
    const isTaken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE'
    throw new IgError({
      code: isTaken ? 'E_PORT_TAKEN' : 'E_LISTEN',
      message: isTaken
        ? `Port ${port} on ${ip} is in use by another process.`
        : 'The axon cannot listen on this address.',
      values: { ip, port },
      hint: isTaken ? 'Stop that process, or take another port.' : 'Check the address and the port.',
      cause,
    })
  }
}
