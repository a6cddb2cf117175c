import { expect, test } from 'vitest'
import {
  generateMnemonic,
  keypairFromMnemonic,
  keypairFromSeed,
  keypairFromUri,
  seedFromMnemonic,
} from './index.ts'

const phrase = 'legal winner thank year wave sausage worth useful legal winner thank yellow'

test.each([12, 15, 18, 21, 24] as const)(
  'makes phrases of %i words that are read again, no two alike',
  (words) => {
    const first = generateMnemonic(words)
    expect(first.split(' ')).toHaveLength(words)
    expect(keypairFromMnemonic(first).publicKey).toHaveLength(32)
    expect(generateMnemonic(words)).not.toBe(first)
  },
)

test('makes 12 words unless told', () => {
  expect(generateMnemonic().split(' ')).toHaveLength(12)
})

test('a password makes another key, the one of the URI', () => {
  const withPassword = keypairFromMnemonic(phrase, 'p w')
  expect(withPassword.publicKey).not.toEqual(keypairFromMnemonic(phrase).publicKey)
  expect(withPassword.publicKey).toEqual(keypairFromUri(`${phrase}///p w`).publicKey)
})

test('white space between and around the words does not matter', () => {
  const spaced = `\n ${phrase.replaceAll(' ', '  \t')} `
  expect(seedFromMnemonic(spaced)).toEqual(seedFromMnemonic(phrase))
  expect(keypairFromSeed(seedFromMnemonic(spaced)).publicKey).toEqual(keypairFromMnemonic(phrase).publicKey)
})

test('says what is wrong with a phrase, without showing it', () => {
  const wrong = phrase.replace('yellow', 'zebra')
  expect(() => keypairFromMnemonic(wrong)).toThrowErrorMatchingInlineSnapshot(
    `[IgError: This is no mnemonic: a word is not on the English list, the checksum fails, or the count is wrong. (words: 12) Give the 12, 15, 18, 21 or 24 words in lower case and in order.]`,
  )
  expect(() => keypairFromMnemonic(wrong)).toThrow(expect.not.objectContaining({ cause: expect.anything() }))
})
