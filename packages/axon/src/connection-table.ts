import type { Socket } from 'node:net'

/** The connections of a server: when there are too many, the one that has been idle for longest gives way. */
export interface ConnectionTable {
  /** Takes a new connection in, and closes the longest idle one where the table is full. */
  add(socket: Socket): void
  /** A request of this connection is being answered: it is not idle. Returns how many of its requests are. */
  busy(socket: Socket): number
  /** One of its requests is done. */
  done(socket: Socket): void
  /** Closes idle connections now, and the others as soon as they are. */
  closeIdle(): void
  closeAll(): void
  readonly size: number
}

export function createConnectionTable(maxConnections: number): ConnectionTable {
  /** Requests in flight. */
  const connections = new Map<Socket, number>()
  /** Those without one, the longest idle first. */
  const idle = new Set<Socket>()
  let isClosing = false

  return {
    add(socket) {
      connections.set(socket, 0)
      idle.add(socket)
      socket.once('close', () => {
        connections.delete(socket)
        idle.delete(socket)
      })
      if (connections.size <= maxConnections) return
      const [longestIdle] = idle
      if (!longestIdle) return
      // Its close event comes later, and until then it must not count.
      connections.delete(longestIdle)
      idle.delete(longestIdle)
      longestIdle.destroy()
    },
    busy(socket) {
      const inFlight = connections.get(socket)
      if (inFlight === undefined) return 0
      connections.set(socket, inFlight + 1)
      idle.delete(socket)
      return inFlight + 1
    },
    done(socket) {
      const inFlight = connections.get(socket)
      if (inFlight === undefined) return
      connections.set(socket, inFlight - 1)
      if (inFlight > 1) return
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
