import { IgError } from '@ig/errors'
import { BITTENSOR_SS58_PREFIX, decodeSs58 } from './ss58.ts'

/** Networks whose addresses people paste by mistake. */
const networkOfPrefix: Readonly<Record<number, string>> = { 0: 'Polkadot', 2: 'Kusama' }

/**
 * The 32-byte public key of a Bittensor address.
 *
 * @throws IgError `E_SS58` for text that is no address, and for the address of another network: only SS58 prefix 42
 * is Bittensor's.
 */
export function decodeBittensorAddress(address: string): Uint8Array {
  const { publicKey, prefix } = decodeSs58(address)
  if (prefix === BITTENSOR_SS58_PREFIX) return publicKey
  const network = networkOfPrefix[prefix] ?? 'another network'
  throw new IgError({
    code: 'E_SS58',
    message: `This is no Bittensor address: its SS58 prefix is that of ${network}, not ${BITTENSOR_SS58_PREFIX}.`,
    values: { address, prefix },
    hint: 'Ask for the Bittensor address, which begins with 5.',
  })
}

/** Whether `decodeBittensorAddress` takes a text. */
export function isBittensorAddress(text: string): boolean {
  try {
    decodeBittensorAddress(text)
    return true
  } catch (error) {
    if (IgError.isInstance(error)) return false
    throw error
  }
}
