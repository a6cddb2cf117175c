import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AxonReply } from './axon-reply.ts'
import { utf8 } from './utf8.ts'

/** How long a refused client may go on sending before its connection is cut. */
const LINGER_MS = 1_000

/** In characters. Up to here the time to write it does not count. */
const SHORT_BODY = 4_096

/**
 * Writes a reply; a connection with an unread body is closed after it. Resolves when the caller has taken it, or is
 * gone, or was cut off because it took nothing for `stallMs`.
 */
export async function writeReply(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  reply: AxonReply,
  stallMs: number,
): Promise<void> {
  try {
    await write(incoming, outgoing, reply, stallMs)
  } finally {
    reply.onGone?.()
  }
}

async function write(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers, body }: AxonReply,
  stallMs: number,
): Promise<void> {
  // A body that came along with its headers is parsed by the next turn, and then the connection can live on.
  if (!incoming.complete) await nextTurn()
  if (outgoing.destroyed) return abandon(body)
  if (!incoming.complete) return refuseUnread(incoming, outgoing, status, headers, body)
  if (typeof body === 'string') {
    // Only a short text goes out in one piece with its headers.
    const whole = body.length > SHORT_BODY ? utf8(body) : body
    outgoing.writeHead(status, [...headers, 'content-length', String(Buffer.byteLength(whole))])
    outgoing.end(whole)
    return incoming.socket.writableLength > 0 ? taken(outgoing, incoming.socket, stallMs) : undefined
  }
  outgoing.writeHead(status, [...headers])
  try {
    for await (const piece of body) {
      if (outgoing.destroyed) return
      if (!outgoing.write(typeof piece === 'string' ? utf8(piece) : piece)) await drained(outgoing, stallMs)
    }
    outgoing.end()
    await taken(outgoing, incoming.socket, stallMs)
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

/** Answers what Node's parser could not read, or what did not arrive in time, without a word of what was sent. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  const { _httpMessage: current } = socket as Socket & { _httpMessage?: ServerResponse | null }
  // It is the answer to a request that was whole, or has begun: another one cannot be told from it.
  const isAnswering = current && (current.req.complete || current.headersSent)
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
function drained(outgoing: ServerResponse, stallMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => outgoing.destroy(), stallMs)
    function done(): void {
      clearTimeout(timer)
      outgoing.off('drain', done).off('close', done)
      resolve()
    }
    outgoing.on('drain', done).on('close', done)
  })
}

/** Resolves when the answer is taken, or nobody is left to take it; a socket that moves nothing for long is cut. */
function taken(outgoing: ServerResponse, socket: Socket, stallMs: number): Promise<void> {
  if (outgoing.writableFinished || outgoing.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const cut = () => socket.destroy()
    // Node sets its own timeout, of idle connections, when all is taken.
    socket.setTimeout(stallMs)
    socket.on('timeout', cut)
    outgoing.once('close', () => {
      socket.off('timeout', cut)
      resolve()
    })
  })
}

async function abandon(body: AxonReply['body']): Promise<void> {
  if (typeof body !== 'string') await body[Symbol.asyncIterator]().return?.()
}
