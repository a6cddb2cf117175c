import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A listener on the axon's port while nobody else listens there. */
export interface Door {
  readonly port: number
  /** What it says in the header `x-ig-doctor`, which tells it from anybody else who answers. */
  readonly token: string
  close(): Promise<void>
}

/** Why there is none: the system's code, `EADDRINUSE` above all. */
export interface ShutDoor {
  readonly problem: string
}

/** Listens on an address the way the axon does; who connects is told that no miner answers yet. */
export async function openDoor({
  ip,
  port,
}: {
  readonly ip: string
  readonly port: number
}): Promise<Door | ShutDoor> {
  const token = randomUUID()
  const server = createServer((_request, response) => {
    response.writeHead(503, { connection: 'close', 'x-ig-doctor': token })
    response.end('No miner yet: its doctor listens.\n')
  })
  const problem = await new Promise<string | null>((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, ip, () => resolve(null))
  })
  if (problem !== null) return { problem }
  return {
    port: (server.address() as AddressInfo).port,
    token,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
