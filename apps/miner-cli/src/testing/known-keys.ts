import { type DeriveKey, deriveNaclKey } from '@ig/wallet'

/**
 * What Argon2 makes of the passwords of tests: every wallet has the same salt, and each would cost four seconds of
 * processor time. The real thing is at work where tests type a password on a terminal, and in @ig/wallet's own tests.
 */
const KNOWN: Readonly<Record<string, string>> = {
  'canary-pass': '834f27e081fbf6918d3ab1b0609c6b350b42a166a5346a74114c8a6858071d43',
  'canary-wrong': 'ae6f7cae9b4a251d083e7b94ddd9d3d978bbfd3638ef01b50a35aaa71fcfcb96',
  'walk through the guide': 'c9d414fe8d21391991f9f9a2c8d732632af7758c077f534cb1c0cc590ec92b94',
}

const derived = new Map<string, Promise<Uint8Array>>()

/** The key of a password: known beforehand, or made once for all tests of a worker. */
export const deriveKnownKey: DeriveKey = async (password) => {
  const known = KNOWN[password]
  if (known !== undefined) return new Uint8Array(Buffer.from(known, 'hex'))
  const key = derived.get(password) ?? deriveNaclKey(password)
  derived.set(password, key)
  return new Uint8Array(await key)
}
