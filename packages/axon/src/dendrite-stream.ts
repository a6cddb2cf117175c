import type { IncomingMessage } from 'node:http'
import { IgError } from '@ig/errors'
import { decodeStream, type Reply, type ReplyOutcome } from '@ig/protocol'
import type { DendriteTarget } from './dendrite-request.ts'
import {
  bodyFailure,
  type OpenedReply,
  readReply,
  type TransportFailure,
  tooLarge,
} from './dendrite-transport.ts'

/** What bounds the reading of a stream. */
export interface StreamBounds {
  readonly maxBytes: number
  readonly signal: AbortSignal
}

const RETRYABLE_STATUS: readonly (number | null)[] = [408, 429, 503]

/**
 * The text of a streamed answer as it comes.
 *
 * Throws `E_DENDRITE_STREAM` where there is none, or where it breaks off.
 *
 * @param judge what the dendrite makes of an outcome.
 */
export async function* readStream(
  target: DendriteTarget,
  opened: OpenedReply | TransportFailure,
  bounds: StreamBounds,
  judge: (outcome: ReplyOutcome) => Reply<object>,
): AsyncGenerator<string> {
  if (opened.kind !== 'opened') throw streamError(target, judge(opened))
  if (!isSuccess(opened)) throw streamError(target, judge(await readReply(opened, bounds)))
  try {
    yield* decodeStream(bounded(opened.response, bounds.maxBytes))
  } catch (error) {
    const failure = error instanceof TooLarge ? tooLarge(bounds.maxBytes) : bodyFailure(error, bounds)
    throw streamError(target, judge(failure))
  } finally {
    opened.response.destroy()
  }
}

/** Of a stream there is no body to read a status from: the headers decide, and HTTP where they are silent. */
function isSuccess({ status, getHeader }: OpenedReply): boolean {
  return status === 200 && (getHeader('bt_header_axon_status_code') ?? '200') === '200'
}

class TooLarge extends Error {}

async function* bounded(response: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new TooLarge()
    yield chunk
  }
}

function streamError({ ip, port }: DendriteTarget, { statusCode, statusMessage }: Reply<object>): IgError {
  return new IgError({
    code: 'E_DENDRITE_STREAM',
    message: 'The axon did not stream an answer to its end.',
    values: { ip, port, statusCode, statusMessage },
    retryable: RETRYABLE_STATUS.includes(statusCode),
  })
}
