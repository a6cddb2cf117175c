import { connect, type Socket } from 'node:net'
import type { Sample } from './load-result.ts'
import type { LoadTarget } from './load-target.ts'

const HEAD_END = '\r\n\r\n'

/** Sends bytes on a connection of their own and waits for the head of the answer. */
export function sendRaw(
  { ip, port }: LoadTarget,
  bytes: Uint8Array,
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<Sample> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const socket = connect({ host: ip, port })
    let head = ''
    const end = (status: number | null) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ status, durationMs: performance.now() - startedAt })
    }
    const timer = setTimeout(() => end(null), timeoutMs)
    socket.on('connect', () => socket.write(bytes))
    socket.on('data', (chunk: Buffer) => {
      head += chunk.toString('latin1')
      if (head.includes(HEAD_END)) end(Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0) || null)
    })
    socket.on('error', () => end(null))
    socket.on('close', () => end(null))
  })
}

/** Connections that send and never read, until they are ended. */
export interface SlowReaders {
  end(): void
}

/** Opens connections that send bytes, whole or in part, and read nothing. */
export function openSlowReaders({ ip, port }: LoadTarget, requests: readonly Uint8Array[]): SlowReaders {
  const sockets = requests.map((bytes): Socket => {
    const socket = connect({ host: ip, port }, () => socket.write(bytes))
    socket.pause()
    socket.on('error', () => {})
    return socket
  })
  return {
    end() {
      for (const socket of sockets) socket.destroy()
    },
  }
}
