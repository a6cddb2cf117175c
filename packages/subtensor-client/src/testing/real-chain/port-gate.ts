import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A port that can be closed and opened again while what is behind it goes on. */
export interface PortGate {
  readonly port: number
  /** Loses every connection and takes none. */
  shut(): Promise<void>
  /** Listens on the same port again. */
  open(): Promise<void>
}

/** Passes everything on to `targetPort`, on loopback. */
export async function createPortGate(targetPort: number): Promise<PortGate> {
  const sockets = new Set<Socket>()
  let server: Server | null = null
  let port = 0

  const pass = (client: Socket) => {
    const target = connect(targetPort, '127.0.0.1')
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      // Either end may vanish at any time: then so does the other.
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  }

  const open = () =>
    new Promise<void>((resolve, reject) => {
      const listening = createServer(pass)
      listening.once('error', reject)
      listening.listen(port, '127.0.0.1', () => {
        port = (listening.address() as AddressInfo).port
        server = listening
        resolve()
      })
    })

  await open()
  return {
    port,
    open,
    shut: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        if (server) server.close(() => resolve())
        else resolve()
        server = null
      }),
  }
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
