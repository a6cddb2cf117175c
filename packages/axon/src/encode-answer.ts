import { setImmediate as nextTurn } from 'node:timers/promises'
import { stringifyJson } from '@ig/protocol'
import type { AxonContext } from './axon-context.ts'
import type { AxonReply } from './axon-reply.ts'
import { processTime, type ReplyFacts, replyHeaders, timeoutText } from './reply-headers.ts'

/** From this many entries on, a field is printed in pieces, with turns for others in between. */
const PIECE_ENTRIES = 256

/**
 * The reply of a successful call: the whole synapse as compact JSON, in the SDK's order. Its envelope is made
 * here, so nothing that the body claims about either end comes back.
 */
export function encodeAnswer(context: AxonContext, fields: object, facts: ReplyFacts): AxonReply {
  const headers = [
    'content-type',
    'application/json',
    ...replyHeaders(context, facts),
    'computed_body_hash',
    facts.verified?.claim.bodyHash ?? '',
  ]
  const envelope = envelopeJson(context, facts)
  const entries = Object.entries(fields)
  if (entries.some(([, value]) => isLong(value))) {
    return { status: 200, headers, body: piecesOf(envelope, entries) }
  }
  const json = stringifyJson(fields)
  return { status: 200, headers, body: json === '{}' ? `${envelope}}` : `${envelope},${json.slice(1)}` }
}

/** The reply of a streaming call: its text as it comes. */
export function encodeStream(
  context: AxonContext,
  stream: AsyncIterable<string | Uint8Array>,
  facts: ReplyFacts,
): AxonReply {
  return {
    status: 200,
    headers: ['content-type', 'text/event-stream', ...replyHeaders(context, facts)],
    body: stream,
  }
}

/** Up to, and without, the fields and the closing brace. */
function envelopeJson(context: AxonContext, facts: ReplyFacts): string {
  const { claim, caller } = facts.verified ?? {}
  const uuid = claim?.nonce.uuid
  const dendrite =
    `"ip":${quoted(caller?.ip)},"port":${facts.remote.port},"version":${caller?.version ?? null},` +
    `"nonce":${claim?.nonce.nonceNs ?? null},"uuid":${quoted(uuid)},"hotkey":${quoted(caller?.ss58)}`
  const axon =
    `"ip":${quoted(context.externalIp)},"port":${context.externalPort ?? null},` +
    `"version":null,"nonce":null,"uuid":null,"hotkey":"${context.hotkeySs58}"`
  return (
    `{"name":"${facts.synapse}","timeout":${timeoutText(facts.timeoutSeconds)},"total_size":0,"header_size":0,` +
    `"dendrite":{"status_code":null,"status_message":null,"process_time":null,${dendrite},"signature":null},` +
    `"axon":{"status_code":${facts.status},"status_message":${quoted(facts.message)},` +
    `"process_time":${processTime(facts.durationMs)},${axon},"signature":null},"computed_body_hash":""`
  )
}

function quoted(value: string | null | undefined): string {
  return value === null || value === undefined ? 'null' : JSON.stringify(value)
}

function isLong(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  let count = 0
  for (const _key in value) if (++count > PIECE_ENTRIES) return true
  return false
}

async function* piecesOf(envelope: string, fields: readonly [string, unknown][]): AsyncGenerator<string> {
  let pending = envelope
  for (const [name, value] of fields) {
    pending += `,${JSON.stringify(name)}:`
    if (!isLong(value)) {
      pending += stringifyJson(value)
      continue
    }
    const isArray = Array.isArray(value)
    const keys = Object.keys(value)
    pending += isArray ? '[' : '{'
    for (let at = 0; at < keys.length; at += PIECE_ENTRIES) {
      const slice = keys.slice(at, at + PIECE_ENTRIES).map((key) => {
        const json = stringifyJson(value[key] ?? null)
        return isArray ? json : `${JSON.stringify(key)}:${json}`
      })
      yield `${pending}${at > 0 ? ',' : ''}${slice.join(',')}`
      pending = ''
      await nextTurn()
    }
    pending += isArray ? ']' : '}'
  }
  yield `${pending}}`
}
