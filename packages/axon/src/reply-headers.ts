import { pythonFloat } from '@ig/protocol'
import type { AxonContext } from './axon-context.ts'
import type { Caller } from './caller.ts'
import type { Claim } from './claim.ts'

/** What the headers of a reply tell; all of it is this axon's own, or verified. */
export interface ReplyFacts {
  readonly synapse: string
  readonly status: number
  readonly message: string
  readonly durationMs: number
  readonly timeoutSeconds: number | undefined
  readonly remote: { readonly ip: string; readonly port: number | null }
  /** Null where nobody verified. */
  readonly verified: { readonly caller: Caller; readonly claim: Claim } | null
}

const NOT_PRINTABLE = /[^\x20-\x7e]/g
const MAX_MESSAGE_LENGTH = 256
const MAX_TIMEOUT_TEXTS = 64
const UUID = /^[0-9a-fA-F-]{1,36}$/

/** The `bt_header_*` lines that a dendrite reads, names and values by turns. */
export function replyHeaders(context: AxonContext, facts: ReplyFacts): string[] {
  const { claim, caller } = facts.verified ?? {}
  const headers = [
    'name',
    facts.synapse,
    'timeout',
    timeoutText(facts.timeoutSeconds),
    'bt_header_axon_status_code',
    String(facts.status),
    'bt_header_axon_status_message',
    facts.message.replace(NOT_PRINTABLE, '?').slice(0, MAX_MESSAGE_LENGTH),
    'bt_header_axon_process_time',
    processTime(facts.durationMs),
    'bt_header_axon_hotkey',
    context.hotkeySs58,
  ]
  if (context.externalIp !== undefined) headers.push('bt_header_axon_ip', context.externalIp)
  if (context.externalPort !== undefined) headers.push('bt_header_axon_port', String(context.externalPort))
  if (!claim || !caller) return headers
  headers.push('bt_header_dendrite_ip', caller.ip)
  if (facts.remote.port !== null) headers.push('bt_header_dendrite_port', String(facts.remote.port))
  if (caller.version !== null) headers.push('bt_header_dendrite_version', String(caller.version))
  const { nonceNs, uuid } = claim.nonce
  headers.push('bt_header_dendrite_nonce', String(nonceNs))
  if (uuid !== null && UUID.test(uuid)) headers.push('bt_header_dendrite_uuid', uuid)
  headers.push('bt_header_dendrite_hotkey', caller.ss58)
  return headers
}

const timeoutTexts = new Map<number, string>()

/** As Python spells it, and never what is no number. */
export function timeoutText(timeoutSeconds: number | undefined): string {
  const seconds = timeoutSeconds !== undefined && Number.isFinite(timeoutSeconds) ? timeoutSeconds : 12
  let text = timeoutTexts.get(seconds)
  if (text === undefined) {
    text = pythonFloat(seconds)
    // Dendrites use a handful of timeouts; whoever makes up more gets them spelt each time.
    if (timeoutTexts.size < MAX_TIMEOUT_TEXTS) timeoutTexts.set(seconds, text)
  }
  return text
}

/** In seconds, to the microsecond. */
export function processTime(durationMs: number): string {
  return String(Math.round(durationMs * 1000) / 1e6)
}
