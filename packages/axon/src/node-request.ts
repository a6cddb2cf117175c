import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AxonRequest, BodyOutcome } from './axon-request.ts'
import type { BodyCollector } from './body-collector.ts'

/** A request from a socket, read straight from Node's parser: no `Request` or `Headers` is built. */
export function nodeRequest(incoming: IncomingMessage, outgoing: ServerResponse): AxonRequest {
  const { headers, socket } = incoming
  return {
    method: incoming.method ?? 'GET',
    target: incoming.url ?? '/',
    remoteIp: plainIp(socket.remoteAddress ?? ''),
    remotePort: socket.remotePort ?? null,
    connection: socket,
    header(name) {
      const value = headers[name]
      return typeof value === 'string' ? value : undefined
    },
    readBody: (collector) => readIncoming(incoming, collector),
    onAbort(listener) {
      outgoing.once('close', () => {
        if (!outgoing.writableFinished) listener()
      })
    },
  }
}

/** IPv4 as such, where the socket listens on both families. */
function plainIp(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address
}

function readIncoming(
  incoming: IncomingMessage,
  collector: BodyCollector,
): BodyOutcome | Promise<BodyOutcome> {
  return incoming.complete ? takeBuffered(incoming, collector) : collect(incoming, collector)
}

function takeBuffered(incoming: IncomingMessage, collector: BodyCollector): BodyOutcome {
  for (let chunk = incoming.read(); chunk !== null; chunk = incoming.read()) {
    const refusal = collector.add(chunk)
    if (refusal) return refusal
  }
  return collector.bytes()
}

function collect(incoming: IncomingMessage, collector: BodyCollector): Promise<BodyOutcome> {
  return new Promise((resolve) => {
    function finish(outcome: BodyOutcome): void {
      incoming.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone)
      resolve(outcome)
    }
    function onData(chunk: Uint8Array): void {
      const refusal = collector.add(chunk)
      if (!refusal) return
      incoming.pause()
      finish(refusal)
    }
    const onEnd = () => finish(collector.bytes())
    const onGone = () => {
      collector.release()
      finish('aborted')
    }
    if (incoming.destroyed) onGone()
    else incoming.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone)
  })
}
