import { IgError } from '@ig/errors'
import type { SynapseDefinition } from './define-synapse.ts'
import { headerInteger, headerNumber } from './header-values.ts'
import { parseJson } from './json.ts'
import { pythonFloat } from './python-float.ts'
import { isPlainObject } from './synapse-fields.ts'
import { decodeTerminalHeaders, EMPTY_TERMINAL, type GetHeader, type TerminalInfo } from './terminal.ts'
import { parseTerminalBody } from './terminal-body.ts'

/** What became of a request on its way: an answer, or how the transport failed. */
export type ReplyOutcome =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly getHeader: GetHeader
      readonly body: Uint8Array
    }
  /** The whole call took longer than its timeout. */
  | { readonly kind: 'timeout' }
  /** No connection could be made. */
  | { readonly kind: 'refused' }
  /** The connection ended before an answer's head. */
  | { readonly kind: 'disconnected'; readonly detail?: string }
  /** The connection ended within the body. */
  | { readonly kind: 'truncated'; readonly detail?: string }
  /** What came is no HTTP, or its head is too large. */
  | { readonly kind: 'malformed'; readonly detail?: string }

/** What a dendrite makes of a reply. */
export interface Reply<Fields extends object> {
  /** The status is 200, whatever the HTTP status was. */
  readonly isSuccess: boolean
  readonly statusCode: number | null
  readonly statusMessage: string | null
  /** The answer's fields where there is a readable answer of HTTP status 200, else what was asked. */
  readonly fields: Fields
  /** The axon as the answer describes it, on what was known before. */
  readonly axon: TerminalInfo
}

interface Progress<Fields> {
  fields: Fields
  axon: TerminalInfo
}

/**
 * What the Python dendrite would make of an outcome, as a pure function and without ever throwing: on HTTP 200 the
 * body replaces fields and axon wholesale, otherwise its `message` is the status message; the headers win over
 * both; whatever cannot be read is status 422. Stricter than Python in two things: `NaN` anywhere in a body is no
 * JSON, and event fields other than the probability are not coerced.
 *
 * @see bittensor 10.5.0, bittensor/core/dendrite.py, call, process_server_response and process_error_message
 */
export function decodeReply<Fields extends object>({
  synapse,
  fields,
  axon,
  timeoutSeconds,
  outcome,
}: {
  readonly synapse: SynapseDefinition<Fields>
  /** What was asked. */
  readonly fields: Fields
  /** What is known of the axon: ip, port, hotkey. */
  readonly axon: Partial<TerminalInfo>
  readonly timeoutSeconds: number
  readonly outcome: ReplyOutcome
}): Reply<Fields> {
  const progress: Progress<Fields> = { fields, axon: { ...EMPTY_TERMINAL, ...axon } }
  if (outcome.kind !== 'answered') {
    const [statusCode, statusMessage] = transportStatus(outcome, synapse.name, progress.axon, timeoutSeconds)
    return { isSuccess: false, statusCode, statusMessage, ...progress }
  }
  try {
    applyAnswer(synapse, outcome, progress)
  } catch (error) {
    if (!IgError.isInstance(error)) throw error
    return {
      isSuccess: false,
      statusCode: 422,
      statusMessage: `Failed to parse response: ${error.message}`,
      ...progress,
    }
  }
  const { statusCode, statusMessage } = progress.axon
  return { isSuccess: statusCode === 200, statusCode, statusMessage, ...progress }
}

/** Each step stays applied when a later one fails: so it is in Python, and its status codes depend on it. */
function applyAnswer<Fields extends object>(
  synapse: SynapseDefinition<Fields>,
  { status, getHeader, body }: Extract<ReplyOutcome, { kind: 'answered' }>,
  progress: Progress<Fields>,
): void {
  const json = readJson(getHeader('content-type'), body)
  if (status === 200) {
    if (!isPlainObject(json)) throw unreadable('the body is no JSON object')
    const fields = synapse.parseReply(json)
    const axon = parseTerminalBody(json.axon)
    parseTerminalBody(json.dendrite)
    progress.fields = fields
    progress.axon = axon
  } else {
    progress.axon = { ...progress.axon, statusCode: status }
    if (!isPlainObject(json)) throw unreadable('the body is no JSON object')
    const message = json.message ?? null
    if (message !== null && typeof message !== 'string') throw unreadable('its message is no text')
    progress.axon = { ...progress.axon, statusMessage: message }
  }
  headerNumber('timeout', getHeader('timeout'))
  headerInteger('header_size', getHeader('header_size'))
  headerInteger('total_size', getHeader('total_size'))
  decodeTerminalHeaders('dendrite', getHeader)
  progress.axon = overlay(progress.axon, decodeTerminalHeaders('axon', getHeader))
}

function readJson(contentType: string | null | undefined, body: Uint8Array): unknown {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const isJson = type === 'application/json' || (type.startsWith('application/') && type.endsWith('+json'))
  if (!isJson) {
    throw new IgError({
      code: 'E_REPLY',
      message: 'The answer is not JSON by its content type.',
      values: { type },
    })
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch (cause) {
    throw new IgError({ code: 'E_REPLY', message: 'The answer is not UTF-8.', cause })
  }
  return text.trim() === '' ? null : parseJson(text)
}

function overlay(below: TerminalInfo, above: TerminalInfo): TerminalInfo {
  const said = Object.entries(above).filter(([, value]) => value !== null)
  return { ...below, ...Object.fromEntries(said) }
}

function transportStatus(
  outcome: Exclude<ReplyOutcome, { kind: 'answered' }>,
  name: string,
  axon: TerminalInfo,
  timeoutSeconds: number,
): [number, string] {
  switch (outcome.kind) {
    case 'timeout':
      return [408, `Request timeout after ${pythonFloat(timeoutSeconds)} seconds`]
    case 'refused':
      return [503, `Service unavailable at ${axon.ip}:${axon.port}/${name}`]
    case 'disconnected':
      return [503, `Service disconnected: ${outcome.detail ?? 'Server disconnected'}`]
    case 'truncated':
      return [400, `Payload error: ${outcome.detail ?? 'Response payload is not completed'}`]
    case 'malformed':
      return [400, `Client response error: ${outcome.detail ?? 'the answer is no HTTP'}`]
  }
}

function unreadable(problem: string): IgError {
  return new IgError({ code: 'E_REPLY', message: `The answer cannot be read: ${problem}.` })
}
