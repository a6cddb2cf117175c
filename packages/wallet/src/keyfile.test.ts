import { keypairFromMnemonic, keypairFromUri } from '@ig/sr25519'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseKeyfile } from './index.ts'
import { openKeySource } from './key-secret.ts'
import { parsePublicKey, serializeKeyfiles } from './keyfile.ts'

const mnemonic = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
const written = JSON.parse(serializeKeyfiles(openKeySource({ mnemonic }).secret).secret) as Record<
  string,
  unknown
>
const { publicKey } = keypairFromMnemonic(mnemonic)

test('reads what it writes, from any one of the three secrets', () => {
  expect(parse(written).publicKey).toEqual(publicKey)
  for (const name of ['secretPhrase', 'secretSeed', 'privateKey']) {
    expect(parse({ [name]: written[name] }).publicKey).toEqual(publicKey)
  }
})

test('a private key in the form of @polkadot is told by its public key', () => {
  const { publicKey: hex, privateKey } = written as { publicKey: string; privateKey: string }
  const bytes = Buffer.from(privateKey.slice(2), 'hex')
  const scalar = BigInt(`0x${Buffer.from(bytes.subarray(0, 32)).reverse().toString('hex')}`) * 8n
  const times8 = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse()
  const other = Buffer.concat([times8, bytes.subarray(32)]).toString('hex')
  expect(parse({ publicKey: hex, privateKey: other }).publicKey).toEqual(publicKey)
})

test('the public text has the public half and nothing else', () => {
  expect(Object.keys(JSON.parse(serializeKeyfiles(openKeySource({}).secret).public)).sort()).toEqual([
    'accountId',
    'publicKey',
    'ss58Address',
  ])
})

test('the phrase goes before the seed, and the seed before the private key', () => {
  const other = JSON.parse(serializeKeyfiles(openKeySource({}).secret).secret) as Record<string, unknown>
  const { secretPhrase, secretSeed } = written
  const { privateKey } = other
  expect(parse({ privateKey, secretSeed: other.secretSeed, secretPhrase }).publicKey).toEqual(publicKey)
  expect(parse({ privateKey, secretSeed }).publicKey).toEqual(publicKey)
})

test('says that the secret is another key than the public one', () => {
  const alice = `0x${Buffer.from(keypairFromUri('//Alice').publicKey).toString('hex')}`
  expect(() => parse({ ...written, publicKey: alice })).toThrowErrorMatchingInlineSnapshot(
    `[IgError: The secret in the key file is not the one of its public key. (file: "/w/key", publicKey: "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d", secretGives: "5EHgWw2Af1pnoc7f1A8bfmM97W3DAYW8xr82RfhLL9oAabAe") Restore the file from a backup or regenerate it from its mnemonic.]`,
  )
})

test.each([
  ['$NACLxxxxxxxx', 'E_WALLET_ENCRYPTED'],
  ['$ANSIBLE_VAULT;1.1;AES256\n', 'E_WALLET_ENCRYPTED'],
  ['gAAAAABk', 'E_WALLET_FORMAT'],
])('does not read %s…, which is encrypted', (content, code) => {
  expect(() => parseKeyfile(Buffer.from(content), '/w/key')).toThrow(expect.objectContaining({ code }))
})

test('says what to do about an encrypted file', () => {
  expect(() => parseKeyfile(Buffer.from('$NACL'), '/w/key')).toThrowErrorMatchingInlineSnapshot(
    `[IgError: The key file is encrypted, and no password was given. (file: "/w/key", encryption: "NaCl") Unlock it with its password, or set BT_PW__W_KEY as the SDK does.]`,
  )
})

test('a public key is read from any one of the three fields', () => {
  const { publicKey: hex, accountId, ss58Address } = written
  for (const fields of [{ publicKey: hex }, { accountId }, { ss58Address }, written]) {
    expect(parsePublicKey(Buffer.from(JSON.stringify(fields)), '/w/key')).toEqual(new Uint8Array(publicKey))
  }
  for (const fields of [{}, { ss58Address: '5Grw' }, { publicKey: '0x00' }, { cryptoType: 0, accountId }]) {
    expect(() => parsePublicKey(Buffer.from(JSON.stringify(fields)), '/w/key')).toThrow(/key file/)
  }
})

test('never quotes the file in an error', () => {
  const contents = fc.oneof(
    fc.constant(`{"secretPhrase": "hunter2 ${mnemonic}"}`),
    fc.constant(`{"secretSeed": "hunter2"}`),
    fc.constant(`{"secretPhrase": "hunter2`),
    fc.constant('hunter2 is no JSON'),
    fc.constant('["hunter2"]'),
    fc.constant('{"secretPhrase": {"hunter2": 1}}'),
  )
  fc.assert(
    fc.property(contents, (content) => {
      const error = errorOf(() => parseKeyfile(Buffer.from(content), '/w/key'))
      expect(error).toMatchObject({ code: 'E_WALLET_MALFORMED' })
      for (let at: unknown = error; at instanceof Error; at = at.cause) {
        expect(at.message).not.toContain('hunter2')
      }
    }),
  )
})

test('whatever the bytes, it is a key or a wallet error', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((json) => Buffer.from(json)),
      ),
      (content) => {
        expect(errorOf(() => parseKeyfile(content, '/w/key'))).toMatchObject({
          code: expect.stringMatching(/^E_WALLET_/),
        })
      },
    ),
  )
})

function parse(fields: unknown) {
  return parseKeyfile(Buffer.from(JSON.stringify(fields)), '/w/key')
}

function errorOf(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}
