import { IgError } from '@ig/errors'
import { BITTENSOR_SS58_PREFIX, decodeSs58 } from '@ig/protocol'

/** @throws IgError `E_SS58` for what is no address of this network: a wrong checksum, or another prefix than 42. */
export function checkAddress(name: string, address: string): void {
  const { prefix } = decodeSs58(address)
  if (prefix === BITTENSOR_SS58_PREFIX) return
  throw new IgError({
    code: 'E_SS58',
    message: 'The SS58 address belongs to another network: its prefix is not 42.',
    values: { [name]: address, prefix },
    hint: 'Ask the receiver for the address of a Bittensor account; it begins with 5.',
  })
}
