import { decodeSs58 } from '@ig/protocol'
import { type Keypair, verifyWrapped } from '@ig/sr25519'

/** The signature of a text's UTF-8: `0x` and 128 hex digits. It is randomised, so no two are alike. */
export function signMessage(keypair: Keypair, message: string): string {
  return `0x${Buffer.from(keypair.sign(new TextEncoder().encode(message))).toString('hex')}`
}

/**
 * True if the signature is one of the address's key over the text, as it stands or wrapped in `<Bytes>` as browser
 * extensions do. The signature is hex, with or without `0x`.
 *
 * Throws `E_SS58` for an address that is none.
 */
export function verifyMessage({
  message,
  signature,
  address,
}: {
  readonly message: string
  readonly signature: string
  readonly address: string
}): boolean {
  const { publicKey } = decodeSs58(address)
  const bytes = Buffer.from(signature.replace(/^0x/i, ''), 'hex')
  // Buffer.from reads up to the first character that is no hex digit.
  if (!/^(0x)?[0-9a-f]{128}$/i.test(signature)) return false
  return verifyWrapped(new TextEncoder().encode(message), bytes, publicKey)
}
