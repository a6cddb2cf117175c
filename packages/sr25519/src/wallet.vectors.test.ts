import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  keypairFromMnemonic,
  keypairFromSecretKey,
  keypairFromSeed,
  keypairFromUri,
  secretKeyFromSeed,
  seedFromMnemonic,
} from './index.ts'

const folder = process.env.IG_VECTORS ?? join(import.meta.dirname, '../vectors')
const files = readdirSync(folder).filter((name) => /^wallet_w.*\.json$/.test(name))

interface KeyVector {
  readonly public_key: string
  readonly private_key_schnorrkel_bytes: string
}

interface WalletVectors {
  readonly mnemonics: readonly (KeyVector & { mnemonic: string; secret_seed: string })[]
  readonly seeds: readonly (KeyVector & { seed: string })[]
  readonly derivations: readonly (KeyVector & { uri: string })[]
  readonly mnemonic_validity: readonly { mnemonic: string; ok: boolean }[]
}

test('there are vectors', () => {
  expect(files).not.toEqual([])
})

for (const file of files) {
  const vectors = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as WalletVectors

  test.each(vectors.mnemonics)(`${file}: mnemonic of $public_key`, (vector) => {
    const seed = seedFromMnemonic(vector.mnemonic)
    expect(hex(seed)).toBe(vector.secret_seed)
    expect(hex(secretKeyFromSeed(seed))).toBe(vector.private_key_schnorrkel_bytes)
    expect(hex(keypairFromMnemonic(vector.mnemonic).publicKey)).toBe(vector.public_key)
  })

  test.each(vectors.seeds)(`${file}: seed of $public_key`, (vector) => {
    const seed = bytes(vector.seed)
    expect(hex(secretKeyFromSeed(seed))).toBe(vector.private_key_schnorrkel_bytes)
    expect(hex(keypairFromSeed(seed).publicKey)).toBe(vector.public_key)
  })

  test.each(vectors.derivations)(`${file}: $uri`, (vector) => {
    expect(hex(keypairFromUri(vector.uri).publicKey)).toBe(vector.public_key)
    const secretKey = bytes(vector.private_key_schnorrkel_bytes)
    expect(hex(keypairFromSecretKey(secretKey).publicKey)).toBe(vector.public_key)
  })

  test.each(vectors.mnemonic_validity)(`${file}: "$mnemonic" valid: $ok`, ({ mnemonic, ok }) => {
    if (ok) expect(keypairFromMnemonic(mnemonic).publicKey).toHaveLength(32)
    else expect(() => keypairFromMnemonic(mnemonic)).toThrow(expect.objectContaining({ code: 'E_MNEMONIC' }))
  })
}

function hex(value: Uint8Array): string {
  return `0x${Buffer.from(value).toString('hex')}`
}

function bytes(value: string): Uint8Array {
  return new Uint8Array(Buffer.from(value.slice(2), 'hex'))
}
