import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { IgError } from '@ig/errors'
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { type Keypair, keypairFromSeed } from './keypair.ts'

const PBKDF2_ROUNDS = 2_048

/** How many words an English BIP39 phrase may have. */
export type MnemonicWords = 12 | 15 | 18 | 21 | 24

/** A new English BIP39 phrase from the system's randomness. */
export function generateMnemonic(words: MnemonicWords = 12): string {
  // Three words carry 32 bits and one of checksum.
  return entropyToMnemonic(randomBytes((words / 3) * 4), wordlist)
}

/**
 * The key of an English BIP39 phrase. White space around and between the words does not matter, as in the SDK.
 *
 * Throws `E_MNEMONIC`.
 */
export function keypairFromMnemonic(phrase: string, password = ''): Keypair {
  return keypairFromSeed(seedFromMnemonic(phrase, password))
}

/**
 * The 32-byte seed of a phrase, by Substrate's rule: it stretches the phrase's entropy, where BIP39 itself
 * stretches the text.
 *
 * Throws `E_MNEMONIC`. Source: the crate substrate-bip39.
 */
export function seedFromMnemonic(phrase: string, password = ''): Uint8Array {
  const stretched = pbkdf2Sync(entropyOf(phrase), `mnemonic${password}`, PBKDF2_ROUNDS, 64, 'sha512')
  return new Uint8Array(stretched.subarray(0, 32))
}

function entropyOf(phrase: string): Uint8Array {
  const words = phrase.trim().split(/\s+/)
  try {
    return mnemonicToEntropy(words.join(' '), wordlist)
  } catch {
    // Without its cause: that one names the words that were given.
    throw new IgError({
      code: 'E_MNEMONIC',
      message:
        'This is no mnemonic: a word is not on the English list, the checksum fails, or the count is wrong.',
      values: { words: words.length },
      hint: 'Give the 12, 15, 18, 21 or 24 words in lower case and in order.',
    })
  }
}
