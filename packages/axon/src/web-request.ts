import type { AxonReply } from './axon-reply.ts'
import type { AxonRequest, BodyOutcome } from './axon-request.ts'
import type { BodyCollector } from './body-collector.ts'

/** A web `Request`, as `axon.app.request()` makes it: no socket is needed. */
export function webRequest(request: Request): AxonRequest {
  const url = new URL(request.url)
  return {
    method: request.method,
    target: url.pathname + url.search,
    remoteIp: '127.0.0.1',
    remotePort: null,
    connection: request,
    header: (name) => request.headers.get(name) ?? undefined,
    readBody: (collector) => readStream(request.body, collector),
    onAbort: (listener) => request.signal.addEventListener('abort', listener, { once: true }),
  }
}

async function readStream(
  body: ReadableStream<Uint8Array> | null,
  collector: BodyCollector,
): Promise<BodyOutcome> {
  if (!body) return collector.bytes()
  const reader = body.getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const refusal = collector.add(part.value)
      if (refusal) {
        await reader.cancel(refusal)
        return refusal
      }
    }
  } catch {
    // The stream breaks when the sender does: there is nobody left to tell.
    collector.release()
    return 'aborted'
  }
  return collector.bytes()
}

/** The reply as a web `Response`. */
export function webResponse({ status, headers, body, onGone }: AxonReply): Response {
  const pairs: [string, string][] = []
  for (let at = 0; at + 1 < headers.length; at += 2) pairs.push([headers[at] ?? '', headers[at + 1] ?? ''])
  if (typeof body !== 'string') return new Response(streamOf(body, onGone), { status, headers: pairs })
  onGone?.()
  return new Response(body, { status, headers: pairs })
}

function streamOf(
  pieces: AsyncIterable<string | Uint8Array>,
  onGone: (() => void) | undefined,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = pieces[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) {
        controller.close()
        onGone?.()
      } else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
    },
    async cancel() {
      await iterator.return?.()
      onGone?.()
    },
  })
}
