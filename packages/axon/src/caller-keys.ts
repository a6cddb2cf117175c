import { IgError } from '@ig/errors'
import { decodeBittensorAddress } from '@ig/protocol'
import type { CallerKey } from './caller.ts'
import { isRefusal, notVerified, type Refusal } from './refusal.ts'

/** Decodes addresses, and remembers those that came before: base58 and its checksum cost as much as a small body. */
export function createCallerKeys(maxKeys = 8_192): (address: string) => CallerKey | Refusal {
  const known = new Map<string, CallerKey>()
  return (address) => {
    const remembered = known.get(address)
    if (remembered) return remembered
    const decoded = decode(address)
    if (isRefusal(decoded)) return decoded
    if (known.size >= maxKeys) {
      const [oldest] = known.keys()
      if (oldest !== undefined) known.delete(oldest)
    }
    known.set(address, decoded)
    return decoded
  }
}

function decode(address: string): CallerKey | Refusal {
  try {
    const publicKey = decodeBittensorAddress(address)
    return { publicKey, publicKeyHex: Buffer.from(publicKey).toString('hex'), ss58: address }
  } catch (error) {
    if (!IgError.isInstance(error)) throw error
    return notVerified(`Invalid SS58 address: ${error.summary}`)
  }
}
