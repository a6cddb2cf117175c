import { IgError } from '@ig/errors'
import { pythonFloat } from './python-float.ts'
import { isRawJson, numberOf, rawJson } from './raw-json.ts'
import { isPlainObject } from './synapse-fields.ts'
import { EMPTY_TERMINAL, type TerminalInfo } from './terminal.ts'

/** A terminal as a synapse's JSON body holds it: the SDK's ten keys in its order, null for what is unknown. */
export function terminalBody(info: Partial<TerminalInfo>): Record<string, unknown> {
  const terminal = { ...EMPTY_TERMINAL, ...info }
  return {
    status_code: terminal.statusCode,
    status_message: terminal.statusMessage,
    process_time: terminal.processTime === null ? null : rawJson(pythonFloat(terminal.processTime)),
    ip: terminal.ip,
    port: terminal.port,
    version: terminal.version,
    nonce: terminal.nonceNs === null ? null : rawJson(String(terminal.nonceNs)),
    uuid: terminal.uuid,
    hotkey: terminal.hotkey,
    signature: terminal.signature,
  }
}

/**
 * The terminal that such an object describes; absent and null members are null, an absent object is empty.
 *
 * @throws IgError `E_TERMINAL` for a member of another type.
 */
export function parseTerminalBody(body: unknown): TerminalInfo {
  if (body === undefined) return EMPTY_TERMINAL
  if (!isPlainObject(body)) throw badMember('', 'is no object')
  return {
    statusCode: integer(body, 'status_code'),
    statusMessage: text(body, 'status_message'),
    processTime: number(body, 'process_time'),
    ip: text(body, 'ip'),
    port: integer(body, 'port'),
    version: integer(body, 'version'),
    nonceNs: nonce(body),
    uuid: text(body, 'uuid'),
    hotkey: text(body, 'hotkey'),
    signature: text(body, 'signature'),
  }
}

type Body = Readonly<Record<string, unknown>>

function text(body: Body, member: string): string | null {
  const value = body[member] ?? null
  if (value !== null && typeof value !== 'string') throw badMember(member, 'is no text')
  return value
}

function number(body: Body, member: string): number | null {
  const value = body[member] ?? null
  if (value === null) return null
  const read = numberOf(value)
  if (read === undefined) throw badMember(member, 'is no number')
  return read
}

function integer(body: Body, member: string): number | null {
  const value = number(body, member)
  if (value !== null && !Number.isSafeInteger(value)) throw badMember(member, 'is no integer')
  return value
}

function nonce(body: Body): bigint | null {
  const value = body.nonce ?? null
  if (value === null) return null
  const digits = typeof value === 'object' && isRawJson(value) ? value.rawJSON : String(value)
  if (numberOf(value) === undefined || !/^\d{1,20}$/.test(digits)) throw badMember('nonce', 'is no integer')
  return BigInt(digits)
}

function badMember(member: string, problem: string): IgError {
  return new IgError({
    code: 'E_TERMINAL',
    message: 'A terminal in the body is malformed.',
    values: { member, problem },
  })
}
