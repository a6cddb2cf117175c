import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** The connections of a server: when there are too many, the one that has been idle for longest gives way. */
export interface ConnectionTable {
  /**
   * Takes a new connection in. Where the table is full another one gives way to it: the longest idle one, else the
   * oldest whose request is still arriving, so that slow senders cannot keep anybody out.
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
  /** The oldest first. */
  const connections = new Map<Socket, Connection>()
  /** Those without a request, the longest idle first. */
  const idle = new Set<Socket>()
  let isClosing = false

  function forget(socket: Socket): void {
    connections.delete(socket)
    idle.delete(socket)
  }

  function makeRoomFor(newcomer: Socket): void {
    const [longestIdle] = idle
    const victim = longestIdle ?? oldestArriving() ?? newcomer
    // Its close event comes later, and until then it must not count.
    forget(victim)
    victim.destroy()
  }

  function oldestArriving(): Socket | undefined {
    for (const [socket, { newest }] of connections) if (newest && !newest.complete) return socket
    return undefined
  }

  return {
    add(socket) {
      if (connections.size >= maxConnections) makeRoomFor(socket)
      if (socket.destroyed) return
      connections.set(socket, { inFlight: 0, newest: null })
      idle.add(socket)
      socket.once('close', () => forget(socket))
    },
    busy(socket, request) {
      const connection = connections.get(socket)
      if (!connection) return 0
      connection.newest = request
      idle.delete(socket)
      return ++connection.inFlight
    },
    done(socket) {
      const connection = connections.get(socket)
      if (!connection || --connection.inFlight > 0) return
      connection.newest = null
      idle.add(socket)
      if (isClosing) socket.destroySoon()
    },
    closeIdle() {
      isClosing = true
      for (const socket of idle) socket.destroy()
    },
    closeAll() {
      for (const socket of connections.keys()) socket.destroy()
    },
    get size() {
      return connections.size
    },
  }
}
