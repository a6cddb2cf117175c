import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AxonReply } from './axon-reply.ts'

/** How long a refused client may go on sending before its connection is cut. */
const LINGER_MS = 1_000

/** Writes a reply; a connection with an unread body is closed after it. */
export async function writeReply(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers, body }: AxonReply,
): Promise<void> {
  // A body that came along with its headers is parsed by the next turn, and then the connection can live on.
  if (!incoming.complete) await nextTurn()
  if (outgoing.destroyed) return abandon(body)
  if (!incoming.complete) return refuseUnread(incoming, outgoing, status, headers, body)
  if (typeof body === 'string') {
    const length = Buffer.byteLength(body)
    outgoing.writeHead(status, [...headers, 'content-length', String(length)])
    // Plain ASCII, the rule, is copied as it is: encoding it costs several times that.
    outgoing.end(body, length === body.length ? 'latin1' : 'utf8')
    return
  }
  outgoing.writeHead(status, [...headers])
  try {
    for await (const piece of body) {
      if (outgoing.destroyed) return
      if (!outgoing.write(piece)) await drained(outgoing)
    }
    outgoing.end()
  } catch (error) {
    // The status is sent: a cut connection is the only way left to say that the answer is not whole.
    outgoing.destroy(error as Error)
  }
}

/**
 * Node would cut the connection with the answer, and a client that is still sending would see a reset instead of
 * it. So the answer is sent, our side is ended, and what still comes is thrown away for a moment.
 */
async function refuseUnread(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  status: number,
  headers: readonly string[],
  body: AxonReply['body'],
): Promise<void> {
  const { socket } = incoming
  const isTurn = outgoing.socket === socket
  if (typeof body !== 'string' || !isTurn) {
    socket.destroy()
    return abandon(body)
  }
  socket.end(rawReply(status, headers, body))
  incoming.resume()
  const timer = setTimeout(() => socket.destroy(), LINGER_MS)
  socket.once('close', () => clearTimeout(timer))
  incoming.once('end', () => socket.destroy())
}

/** A whole HTTP response that closes its connection, as text. */
export function rawReply(status: number, headers: readonly string[], body: string): string {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`]
  for (let at = 0; at + 1 < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`)
  lines.push(`content-length: ${Buffer.byteLength(body)}`, 'connection: close', '', body)
  return lines.join('\r\n')
}

/** Answers what Node's parser could not read, without a word of what was sent. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  // A connection with an answer under way cannot take another one.
  const isAnswering = (socket as Socket & { _httpMessage?: unknown })._httpMessage
  if (!socket.writable || isAnswering || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const message = `{"message":"${STATUS_CODES[status]}"}`
  socket.end(rawReply(status, ['content-type', 'application/json'], message))
  socket.destroySoon()
}

/** Resolves when there is room for more, or nobody left to take it. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    function done(): void {
      outgoing.off('drain', done).off('close', done)
      resolve()
    }
    outgoing.on('drain', done).on('close', done)
  })
}

async function abandon(body: AxonReply['body']): Promise<void> {
  if (typeof body !== 'string') await body[Symbol.asyncIterator]().return?.()
}
