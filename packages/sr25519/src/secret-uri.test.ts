import { expect, test } from 'vitest'
import { DEV_PHRASE, keypairFromMnemonic, keypairFromUri, verify } from './index.ts'

/** Read from the real SDK (bittensor-wallet 4.1.1); the rest is in the vectors. */
test.each([
  ['//+5', '60c57f0008067cc01c5ff9eb2e2f9b3a94299a915a91198bd1021a6c55596f57'],
  ['//007', 'ba8e2c7594dd74730f3ca835e95455d199261897edc9735d602ea29615e2b10b'],
  ['//18446744073709551615', 'a4ca284d5222ef916e2e181430785972ed22cb51ef91a0c6cdbbd390ee74bc77'],
  ['//18446744073709551616', '7a3a2cd9e94ed6f8956cbd929b84d4cf6267b2c8a371a4ba8737ff4ac5252f0c'],
  ['//é', '7c37e5f83e66b60bea362e83c7a7b89be48fe9ac6f4db58b017c631da72e3e3d'],
  [`//${'y'.repeat(70)}`, '6205984a895895a6f448c4f23bdbcfd950820f2edcf47502880593f0059bf021'],
  ['//Alice///pw', '12d0a764fee8ee7a262c3294818ae4c0429832cdf4a899f9d1f2adb0c29aca39'],
  ['///pw', 'f059637e84952f13fb7cdc6a646b09692f9bc23cc17eea2055b62ecc478f0e13'],
  [`${DEV_PHRASE}///a/b`, '6a2b9466bb344feeea829e778aa9174c29cc41f46e8819d474c21a1334545649'],
  [
    `  ${DEV_PHRASE.replace(' ', '  ')}//x`,
    'e857642a4b787e992c55733ef77c40932ab9422351b3baa2e2b6fe1bb6c5235c',
  ],
])('derives %s as the SDK does', (uri, publicKeyHex) => {
  expect(Buffer.from(keypairFromUri(uri).publicKey).toString('hex')).toBe(publicKeyHex)
})

test('starts from the development phrase where none is given', () => {
  expect(keypairFromUri('').publicKey).toEqual(keypairFromMnemonic(DEV_PHRASE).publicKey)
})

test('signs with what it derived, softly too', () => {
  const message = new TextEncoder().encode('what was said')
  for (const uri of ['//a', '/a', '//a/b//c/9']) {
    const keypair = keypairFromUri(uri)
    expect(verify(message, keypair.sign(message), keypair.publicKey)).toBe(true)
  }
})

test('refuses what is no URI, without showing it', () => {
  expect(() => keypairFromUri('//Alice/')).toThrowErrorMatchingInlineSnapshot(
    `[IgError: This is no secret URI. It ends in slashes or has an empty junction. Write it as <phrase or 0x-seed>//hard/soft///password.]`,
  )
  expect(() => keypairFromUri('0x1234//x')).toThrowErrorMatchingInlineSnapshot(
    `[IgError: This is no secret URI. A seed is 0x and 64 hex digits. Write it as <phrase or 0x-seed>//hard/soft///password.]`,
  )
  expect(() => keypairFromUri('not a phrase//x')).toThrow(expect.objectContaining({ code: 'E_MNEMONIC' }))
})
