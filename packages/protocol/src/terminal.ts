import { headerInteger, headerNonce, headerNumber, headerText } from './header-values.ts'
import { pythonFloat } from './python-float.ts'

/** One end of a request as the classic protocol describes it; null is what was not said. */
export interface TerminalInfo {
  readonly statusCode: number | null
  readonly statusMessage: string | null
  /** In seconds. */
  readonly processTime: number | null
  readonly ip: string | null
  readonly port: number | null
  /** As `versionToInt` makes it. */
  readonly version: number | null
  readonly nonceNs: bigint | null
  readonly uuid: string | null
  /** SS58 as it was sent, unchecked. */
  readonly hotkey: string | null
  /** `0x` and 128 hex digits where it is well-formed; unchecked. */
  readonly signature: string | null
}

/** Whose terminal the headers tell of: the server's or the caller's. */
export type TerminalSide = 'axon' | 'dendrite'

/** Reads one header by its lower-case name. */
export type GetHeader = (lowerCaseName: string) => string | null | undefined

/** A terminal of which nothing is known. */
export const EMPTY_TERMINAL: TerminalInfo = Object.freeze({
  statusCode: null,
  statusMessage: null,
  processTime: null,
  ip: null,
  port: null,
  version: null,
  nonceNs: null,
  uuid: null,
  hotkey: null,
  signature: null,
})

/**
 * The `bt_header_*` lines of a terminal in the SDK's order, without those that are null. Line breaks and other
 * characters that a header cannot carry are replaced by `?`.
 *
 * @see bittensor 10.5.0, bittensor/core/synapse.py, to_headers
 */
export function encodeTerminalHeaders(side: TerminalSide, info: Partial<TerminalInfo>): [string, string][] {
  const prefix = `bt_header_${side}_`
  const headers: [string, string][] = []
  const add = (name: string, value: string | number | bigint | null | undefined) => {
    if (value !== null && value !== undefined) headers.push([prefix + name, headerSafe(String(value))])
  }
  add('status_code', info.statusCode)
  add('status_message', info.statusMessage)
  add('process_time', typeof info.processTime === 'number' ? pythonFloat(info.processTime) : null)
  add('ip', info.ip)
  add('port', info.port)
  add('version', info.version)
  add('nonce', info.nonceNs)
  add('uuid', info.uuid)
  add('hotkey', info.hotkey)
  add('signature', info.signature)
  return headers
}

/**
 * The terminal that these headers describe.
 *
 * @throws IgError `E_HEADER` for a number that is none, or an identifying text of more than 256 characters.
 */
export function decodeTerminalHeaders(side: TerminalSide, getHeader: GetHeader): TerminalInfo {
  const names = HEADER_NAMES[side]
  return {
    statusCode: headerInteger(names.statusCode, getHeader(names.statusCode)),
    statusMessage: getHeader(names.statusMessage) ?? null,
    processTime: headerNumber(names.processTime, getHeader(names.processTime)),
    ip: headerText(names.ip, getHeader(names.ip)),
    port: headerInteger(names.port, getHeader(names.port)),
    version: headerInteger(names.version, getHeader(names.version)),
    nonceNs: headerNonce(names.nonceNs, getHeader(names.nonceNs)),
    uuid: headerText(names.uuid, getHeader(names.uuid)),
    hotkey: headerText(names.hotkey, getHeader(names.hotkey)),
    signature: headerText(names.signature, getHeader(names.signature)),
  }
}

const HEADER_NAMES = { axon: headerNames('axon'), dendrite: headerNames('dendrite') }

function headerNames(side: TerminalSide): Record<keyof TerminalInfo, string> {
  const prefix = `bt_header_${side}_`
  return {
    statusCode: `${prefix}status_code`,
    statusMessage: `${prefix}status_message`,
    processTime: `${prefix}process_time`,
    ip: `${prefix}ip`,
    port: `${prefix}port`,
    version: `${prefix}version`,
    nonceNs: `${prefix}nonce`,
    uuid: `${prefix}uuid`,
    hotkey: `${prefix}hotkey`,
    signature: `${prefix}signature`,
  }
}

const UNSAFE_IN_HEADER = /[^\x20-\x7e\x80-\xff]/g

function headerSafe(text: string): string {
  return text.replace(UNSAFE_IN_HEADER, '?')
}
