import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { IgError } from '@ig/errors'
import type { App } from './dashboard-options.ts'

/** A dashboard that listens. */
export interface DashboardServer {
  readonly ip: string
  readonly port: number
  close(): void
}

const LIMITS = {
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
}
const MAX_CONNECTIONS = 128

/** Listens for a dashboard; where `mayMove` and the port is taken, on any free one. Rejects with what Node says. */
export async function listenForPages(
  app: App,
  { ip, port, mayMove }: { readonly ip: string; readonly port: number; readonly mayMove: boolean },
): Promise<DashboardServer> {
  const server = createServer(LIMITS, getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  server.maxConnections = MAX_CONNECTIONS
  try {
    await listen(server, ip, port)
  } catch (error) {
    if (!mayMove || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    await listen(server, ip, 0)
  }
  const address = server.address() as AddressInfo
  return {
    ip: address.address,
    port: address.port,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function listen(server: Server, ip: string, port: number): Promise<void> {
  server.listen(port, ip)
  await once(server, 'listening')
}

/** Where a browser on the same machine finds it. */
export function dashboardUrl({ ip, port }: { readonly ip: string; readonly port: number }): string {
  const reached = ip === '0.0.0.0' ? '127.0.0.1' : ip === '::' ? '::1' : ip
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
}

/** What is said where the dashboard cannot listen; `reason` is Node's code where it has one. */
export function notListening(
  reason: string,
  { ip, port }: { readonly ip: string; readonly port: number },
): IgError {
  const isTaken = reason === 'EADDRINUSE'
  return new IgError({
    code: isTaken ? 'E_PORT_TAKEN' : 'E_LISTEN',
    message: isTaken
      ? `Port ${port} on ${ip} is in use by another process.`
      : 'The dashboard cannot listen on this address.',
    values: { 'dashboard.ip': ip, 'dashboard.port': port, reason },
    hint: isTaken
      ? 'Stop that process, take another port with --dashboard.port, or turn the dashboard off with --no-dashboard.'
      : 'Check dashboard.ip and dashboard.port.',
  })
}
