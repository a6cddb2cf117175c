import type { GetHeader } from './terminal.ts'

/** True for a request of bittensor 11 (`btauth/1`). */
export function isBtauthRequest(getHeader: GetHeader): boolean {
  return isPresent(getHeader('x-bittensor-signature'))
}

/** True for a request of the classic protocol: signed by a dendrite's header, and not by `btauth/1`. */
export function isClassicRequest(getHeader: GetHeader): boolean {
  return isPresent(getHeader('bt_header_dendrite_signature')) && !isBtauthRequest(getHeader)
}

function isPresent(value: string | null | undefined): boolean {
  return value !== null && value !== undefined
}
