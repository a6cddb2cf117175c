import { type DeriveKey, deriveNaclKey } from '@ig/wallet'

/** A way to make keys of passwords that remembers them for a while. */
export interface DeriveOnce {
  readonly deriveKey: DeriveKey
  /** Overwrites what is remembered. */
  forget(): void
}

/**
 * Makes the key of each password once: four seconds of processor time, and a coldkey that was made a minute ago is
 * opened again for the registration.
 */
export function deriveOnce(derive: DeriveKey = deriveNaclKey): DeriveOnce {
  const known = new Map<string, Uint8Array>()
  return {
    deriveKey: async (password, signal) => {
      const key = known.get(password) ?? (await derive(password, signal))
      known.set(password, key)
      // Whoever asked overwrites what it was given.
      return new Uint8Array(key)
    },
    forget() {
      for (const key of known.values()) key.fill(0)
      known.clear()
    },
  }
}
