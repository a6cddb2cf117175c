import { keypairFromMnemonic } from '@ig/sr25519'
import { Keyring } from '@polkadot/keyring'
import { u8aToHex } from '@polkadot/util'
import { cryptoWaitReady, jsonEncrypt } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { readKeyJson } from './index.ts'
import { keypairOf, openKeySource } from './key-secret.ts'
import { serializeKeyfiles } from './keyfile.ts'

const mnemonic = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
const { publicKey } = keypairFromMnemonic(mnemonic)

let exported: ReturnType<typeof exportAccount>
beforeAll(async () => {
  await cryptoWaitReady()
  exported = exportAccount('pässword')
})

test('an account that polkadot.js has exported, encrypted and not', async () => {
  expect(exported.encoding.type).toContain('scrypt')
  expect(await publicKeyIn(exported, 'pässword')).toEqual(publicKey)
  expect(await publicKeyIn(exportAccount(undefined))).toEqual(publicKey)
})

test('an account of the time before scrypt', async () => {
  const encoded = exportAccount(undefined).encoded
  const old = jsonEncrypt(Buffer.from(encoded, 'base64'), ['pkcs8', 'sr25519'], 'old one')
  expect(old.encoding.version).toBe('3')
  const { naclEncrypt } = await import('@polkadot/util-crypto')
  const key = Buffer.alloc(32)
  key.write('old one')
  const { encrypted, nonce } = naclEncrypt(Buffer.from(encoded, 'base64'), key)
  const json = {
    address: exported.address,
    encoded: u8aToHex(Buffer.concat([nonce, encrypted])),
    encoding: { content: ['pkcs8', 'sr25519'], type: 'xsalsa20-poly1305', version: '2' },
  }
  expect(await publicKeyIn(json, 'old one')).toEqual(publicKey)
})

test('a key file of btcli', async () => {
  const { secret } = openKeySource({ mnemonic })
  expect(await readKeyJson(serializeKeyfiles(secret).secret)).toEqual({ mnemonic })
  const seedOnly = serializeKeyfiles({ ...secret, mnemonic: null }).secret
  expect(await readKeyJson(seedOnly)).toEqual({ seed: secret.seed })
  const keyOnly = serializeKeyfiles({ ...secret, mnemonic: null, seed: null }).secret
  expect(await readKeyJson(keyOnly)).toEqual({ secretKey: secret.secretKey })
})

test.each([
  ['a wrong password', () => exported, 'canary', 'E_WALLET_JSON_PASSWORD'],
  ['no password', () => exported, undefined, 'E_WALLET_JSON_PASSWORD'],
  ['another address', () => ({ ...exported, address: alice }), 'pässword', 'E_WALLET_JSON'],
  [
    'ed25519',
    () => ({ ...exported, encoding: { ...exported.encoding, content: ['pkcs8', 'ed25519'] } }),
    'x',
    'E_WALLET_JSON',
  ],
  [
    'several accounts',
    () => ({ ...exported, encoding: { ...exported.encoding, content: ['batch-pkcs8'] } }),
    'x',
    'E_WALLET_JSON',
  ],
  ['too few bytes', () => ({ ...exported, encoded: 'AAAA' }), 'pässword', 'E_WALLET_JSON'],
  ['scrypt without end', () => ({ ...exported, encoded: withScrypt(2 ** 31) }), 'pässword', 'E_WALLET_JSON'],
  ['another object', () => ({ encoded: 1 }), 'x', 'E_WALLET_JSON'],
])('refuses %s', async (_, json, password, code) => {
  await expect(readKeyJson(JSON.stringify(json()), password)).rejects.toMatchObject({ code })
})

test('whatever the text, it is an error without it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
      await expect(readKeyJson(`${text} canary`)).rejects.not.toThrow(/canary/)
    }),
  )
})

const alice = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

function exportAccount(password: string | undefined) {
  return new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri(mnemonic).toJson(password)
}

function withScrypt(N: number): string {
  const bytes = Buffer.from(exported.encoded, 'base64')
  bytes.writeUInt32LE(N, 32)
  return bytes.toString('base64')
}

async function publicKeyIn(json: unknown, password?: string): Promise<Uint8Array> {
  return keypairOf(openKeySource(await readKeyJson(JSON.stringify(json), password)).secret).publicKey
}
