import { headerNumber, headerText } from './header-values.ts'
import { decodeTerminalHeaders, type GetHeader, type TerminalInfo } from './terminal.ts'

/** What the headers of a classic request say; nothing in it is verified. */
export interface RequestHeaders {
  /** The synapse's class name. */
  readonly name: string | null
  /** May be NaN or infinite: `judgeNonce` is safe with any. */
  readonly timeoutSeconds: number | undefined
  readonly axon: TerminalInfo
  readonly dendrite: TerminalInfo
  readonly bodyHash: string | null
  /** `bt_header_input_obj_<field>` by field, of the fields asked for. */
  readonly inputObjects: Readonly<Record<string, string>>
}

/**
 * Reads the headers of a classic request. Absent ones are null, for the server to judge; those of `inputFields` are
 * read as input objects, which nothing depends on.
 *
 * @throws IgError `E_HEADER` for a number that is none (a negative nonce, one of 40 digits), or a text too long.
 */
export function parseRequestHeaders(
  getHeader: GetHeader,
  options: { readonly inputFields?: readonly string[] } = {},
): RequestHeaders {
  const inputObjects: Record<string, string> = {}
  for (const field of options.inputFields ?? []) {
    const value = headerText('bt_header_input_obj', getHeader(`bt_header_input_obj_${field.toLowerCase()}`))
    if (value !== null) inputObjects[field] = value
  }
  return {
    name: headerText('name', getHeader('name')),
    timeoutSeconds: headerNumber('timeout', getHeader('timeout')) ?? undefined,
    axon: decodeTerminalHeaders('axon', getHeader),
    dendrite: decodeTerminalHeaders('dendrite', getHeader),
    bodyHash: headerText('computed_body_hash', getHeader('computed_body_hash')),
    inputObjects,
  }
}
