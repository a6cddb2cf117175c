import { decodeSs58 } from '@ig/protocol'

/** The 32 bytes of an address, checked here (`E_SS58`) because the API's own message for a bad one says little. */
export function publicKeyOf(ss58: string): Uint8Array {
  return decodeSs58(ss58).publicKey
}
