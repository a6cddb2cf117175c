import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** The connections of a server: when there are too many, the one that we have waited for longest gives way. */
export interface ConnectionTable {
  /**
   * Takes a new connection in. Where the table is full another one gives way to it: the one that has been idle, or
   * at sending a request, for longest. So slow senders cannot keep anybody out.
   */
  add(socket: Socket): void
  /** A request of this connection has begun: it is not idle. Returns how many of its requests are being answered. */
  busy(socket: Socket, request: IncomingMessage): number
  /** One of its requests is done. */
  done(socket: Socket): void
  /** Closes idle connections now, and the others as soon as they are. */
  closeIdle(): void
  closeAll(): void
  readonly size: number
}

interface Connection {
  /** Requests in flight. */
  inFlight: number
  newest: IncomingMessage | null
}

export function createConnectionTable(maxConnections: number): ConnectionTable {
  /** In the order in which they came, or had their last answer. */
  const connections = new Map<Socket, Connection>()
  let isClosing = false

  function makeRoomFor(newcomer: Socket): void {
    const victim = longestWaitedFor() ?? newcomer
    // Its close event comes later, and until then it must not count.
    connections.delete(victim)
    victim.destroy()
  }

  /** Not one whose request has arrived: then it is the client who waits. */
  function longestWaitedFor(): Socket | undefined {
    for (const [socket, { newest }] of connections) if (!newest?.complete) return socket
    return undefined
  }

  return {
    add(socket) {
      if (connections.size >= maxConnections) makeRoomFor(socket)
      if (socket.destroyed) return
      connections.set(socket, { inFlight: 0, newest: null })
      socket.once('close', () => connections.delete(socket))
    },
    busy(socket, request) {
      const connection = connections.get(socket)
      if (!connection) return 0
      connection.newest = request
      return ++connection.inFlight
    },
    done(socket) {
      const connection = connections.get(socket)
      if (!connection || --connection.inFlight > 0) return
      connection.newest = null
      connections.delete(socket)
      connections.set(socket, connection)
      if (isClosing) socket.destroySoon()
    },
    closeIdle() {
      isClosing = true
      for (const [socket, { inFlight }] of connections) if (inFlight === 0) socket.destroy()
    },
    closeAll() {
      for (const socket of connections.keys()) socket.destroy()
    },
    get size() {
      return connections.size
    },
  }
}
