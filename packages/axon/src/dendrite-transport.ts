import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { promisify } from 'node:util'
import { unzip } from 'node:zlib'
import type { GetHeader, ReplyOutcome } from '@ig/protocol'
import type { DendriteTarget, SignedRequest } from './dendrite-request.ts'

/** How a request failed before all of its answer was here. */
export type TransportFailure = Exclude<ReplyOutcome, { kind: 'answered' }>

/** The head of an answer; its body is still to come. */
export interface OpenedReply {
  readonly kind: 'opened'
  readonly status: number
  readonly getHeader: GetHeader
  readonly response: IncomingMessage
}

const MAX_HEAD_BYTES = 64 * 1024
/** The Python dendrite takes no longer header, so what passes here passes there. */
const MAX_HEADER_VALUE_BYTES = 8_190
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]

const unzipped = promisify(unzip)

/** Sends a request and waits for the head of its answer. Redirects are not followed. */
export async function openReply(
  { ip, port }: DendriteTarget,
  { path, headers, body }: SignedRequest,
  { agent, signal }: { readonly agent: Agent; readonly signal: AbortSignal },
): Promise<OpenedReply | TransportFailure> {
  // Chains record 0.0.0.0:0 for who serves nothing; a name would be looked up, which nobody asked for.
  if (isIP(ip) === 0 || !Number.isInteger(port) || port < 1 || port > 65_535) return { kind: 'refused' }
  let response: IncomingMessage
  try {
    response = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { agent, signal, host: ip, port, path, method: 'POST', headers: headers.flat() }
      const outgoing = httpRequest({ ...options, maxHeaderSize: MAX_HEAD_BYTES }, resolve)
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  } catch (error) {
    return headFailure(error, signal)
  }
  const problem = headProblem(response)
  if (problem !== null) {
    response.destroy()
    return problem
  }
  return { kind: 'opened', status: response.statusCode ?? 0, getHeader: headerReader(response), response }
}

/** Reads the body of an opened answer, of at most `maxBytes`, compressed or not. */
export async function readReply(
  { status, getHeader, response }: OpenedReply,
  { maxBytes, signal }: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<ReplyOutcome> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      bytes += chunk.length
      if (bytes > maxBytes) return tooLarge(maxBytes)
      chunks.push(chunk)
    }
    const body = await decompress(Buffer.concat(chunks), getHeader('content-encoding'), maxBytes)
    return { kind: 'answered', status, getHeader, body }
  } catch (error) {
    return bodyFailure(error, { maxBytes, signal })
  } finally {
    response.destroy()
  }
}

/** What ended a body before its end. */
export function bodyFailure(
  error: unknown,
  { maxBytes, signal }: { readonly maxBytes: number; readonly signal: AbortSignal },
): TransportFailure {
  if (signal.aborted) return { kind: 'timeout' }
  const code = codeOf(error)
  if (code === undefined) throw error
  return code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(maxBytes) : { kind: 'truncated', detail: String(code) }
}

/** The outcome of a body that is larger than it may be. */
export function tooLarge(maxBytes: number): TransportFailure {
  return { kind: 'truncated', detail: `the answer has more than ${maxBytes} bytes` }
}

function headFailure(error: unknown, signal: AbortSignal): TransportFailure {
  if (signal.aborted) return { kind: 'timeout' }
  const { code = '', syscall } = error as NodeJS.ErrnoException
  if (code.startsWith('HPE_')) return { kind: 'malformed', detail: code }
  if (syscall === 'connect') return { kind: 'refused' }
  if (syscall !== undefined || code === 'ECONNRESET') return { kind: 'disconnected' }
  throw error
}

function headProblem(response: IncomingMessage): TransportFailure | null {
  if (response.rawHeaders.some((text) => text.length > MAX_HEADER_VALUE_BYTES)) {
    return { kind: 'malformed', detail: `a header has more than ${MAX_HEADER_VALUE_BYTES} bytes` }
  }
  const isRedirect = REDIRECTS.includes(response.statusCode ?? 0) && response.headers.location !== undefined
  // To the Python dendrite it would be an answer of whatever address is named there.
  return isRedirect ? { kind: 'disconnected', detail: 'redirects are not followed' } : null
}

/** As the Python dendrite reads headers: UTF-8, and of several with one name the last. */
function headerReader({ rawHeaders }: IncomingMessage): GetHeader {
  const values = new Map<string, string>()
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const value = rawHeaders[i + 1] ?? ''
    values.set((rawHeaders[i] ?? '').toLowerCase(), Buffer.from(value, 'latin1').toString('utf8'))
  }
  return (name) => values.get(name)
}

async function decompress(
  body: Uint8Array,
  encoding: string | null | undefined,
  maxOutputLength: number,
): Promise<Uint8Array> {
  if (!encoding || encoding === 'identity') return body
  return unzipped(body, { maxOutputLength })
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code
}
