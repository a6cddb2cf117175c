import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

/** What a server answered, whatever its status. */
export interface JsonReply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Sends JSON to one service. Rejects with a `ConnectionError` where no whole answer comes, or with the signal's reason. */
export type PostJson = (request: {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly json: string
  readonly signal: AbortSignal | undefined
}) => Promise<JsonReply>

const MAX_REPLY_BYTES = 32 * 1024 * 1024

/**
 * Keeps connections open between calls and follows no redirect, so that a key never reaches another origin. By
 * `node:http`: at 32 calls in flight on one core, `fetch` costs twice as much a call. A `fetch` that is handed in
 * (a proxy's, a test's) is used instead.
 */
export function createPostJson(given: typeof fetch | undefined): PostJson {
  if (given) return (request) => postByFetch(given, request)
  const agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    'https:': new HttpsAgent({ keepAlive: true }),
  } as const
  return async ({ url, headers, json, signal }) => {
    const payload = Buffer.from(json)
    const send = () =>
      new Promise<JsonReply>((resolve, reject) => {
        const isTls = url.protocol === 'https:'
        const request = (isTls ? httpsRequest : httpRequest)(
          url,
          {
            method: 'POST',
            agent: agents[isTls ? 'https:' : 'http:'],
            headers: { ...jsonHeaders(headers), 'content-length': payload.length },
            ...(signal && { signal }),
          },
          (response) => void readReply(response).then(resolve, reject),
        )
        request.on('error', (cause) => reject(Object.assign(cause, { wasReused: request.reusedSocket })))
        request.end(payload)
      })
    try {
      return await send().catch((cause) => {
        // The server closed a connection that lay idle, in the moment it was used again: it saw nothing of the call.
        if (cause?.wasReused && cause.code === 'ECONNRESET' && !signal?.aborted) return send()
        throw cause
      })
    } catch (cause) {
      signal?.throwIfAborted()
      throw connectionError(cause)
    }
  }
}

async function readReply(response: IncomingMessage): Promise<JsonReply> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_REPLY_BYTES) throw new Error('The answer is too large.')
    chunks.push(chunk)
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(response.headers)) {
    if (typeof value === 'string') headers.set(name, value)
  }
  return { status: response.statusCode ?? 0, headers, text: Buffer.concat(chunks).toString() }
}

async function postByFetch(
  given: typeof fetch,
  { url, headers, json, signal }: Parameters<PostJson>[0],
): Promise<JsonReply> {
  try {
    const response = await given(url, {
      method: 'POST',
      headers: jsonHeaders(headers),
      body: json,
      redirect: 'manual',
      ...(signal && { signal }),
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  } catch (cause) {
    signal?.throwIfAborted()
    throw connectionError(cause)
  }
}

function jsonHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return { 'content-type': 'application/json', accept: 'application/json', ...headers }
}

function connectionError(cause: unknown): Error {
  return Object.assign(new Error('The service gave no whole answer.', { cause }), { name: 'ConnectionError' })
}

/** The address of an endpoint below a base URL, whose own query is kept. */
export function endpoint(baseUrl: string, path: string): URL {
  const url = new URL(baseUrl)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`
  return url
}
