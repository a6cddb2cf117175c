import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeSs58 } from '@ig/protocol'
import { beforeAll, expect, test } from 'vitest'
import { deriveNaclKey } from './argon2.ts'
import {
  decodeEnvironmentPassword,
  encodeEnvironmentPassword,
  encryptionOf,
  parseKeyfile,
  passwordVariable,
} from './index.ts'
import { type KeySource, keypairOf, openKeySource } from './key-secret.ts'
import { parseKeySecret, parsePublicKey, serializeKeyfiles } from './keyfile.ts'
import { decryptKeyfile } from './keyfile-encryption.ts'

const folder = process.env.IG_VECTORS ?? join(import.meta.dirname, '../vectors')
const files = readdirSync(folder).filter((name) => /^wallet_w.*\.json$/.test(name))

interface KeyVector {
  readonly ss58: string
  readonly public_key: string
  readonly private_key_schnorrkel_bytes: string
}

interface WalletVectors {
  readonly mnemonics: readonly (KeyVector & { mnemonic: string; secret_seed: string })[]
  readonly seeds: readonly (KeyVector & { seed: string })[]
  readonly derivations: readonly (KeyVector & { uri: string })[]
  readonly mnemonic_validity: readonly { mnemonic: string; ok: boolean; ss58?: string }[]
  readonly keyfiles: readonly {
    label: string
    file_b64: string
    encrypted: boolean
    method: string
    password: string | null
    expected_json: Record<string, unknown> & { publicKey: string; ss58Address: string }
  }[]
  readonly negative: readonly { label: string; file_b64: string; is_encrypted: boolean; password: string }[]
  readonly parse_tolerance: readonly { label: string; json: unknown; ok: boolean; ss58?: string }[]
  readonly password_env: { env_var_name: string; path: string; stored_value: string; password: string }
}

/** Where this reader means to differ from one of the SDKs. */
const DIFFERENT: Record<string, 'read' | 'refused'> = {
  // 4.x reads it as an ed25519 key, which is no Bittensor key; 3.x refuses it.
  cryptoType_0: 'refused',
  // 3.x refuses a field that it does not know; 4.x reads past it.
  extra: 'read',
}

const vectors = new Map(
  files.map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as WalletVectors]),
)

/** Every wallet has the same salt, so a password's key is made once: it takes seconds. */
const keys = new Map<string, Uint8Array>()

beforeAll(async () => {
  const passwords = [...vectors.values()].flatMap(({ keyfiles, negative }) =>
    [...keyfiles, ...negative]
      .filter(({ file_b64 }) => encryptionOf(Buffer.from(file_b64, 'base64')) === 'NaCl')
      .map(({ password }) => password ?? ''),
  )
  const waiting = [...new Set(passwords)]
  const derive = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      keys.set(next, await deriveNaclKey(next))
  }
  await Promise.all([derive(), derive()])
}, 180_000)

function decrypt(file_b64: string, password: string): Promise<Uint8Array> {
  const deriveKey = async (asked: string) => new Uint8Array(keys.get(asked) ?? [])
  const use = { password, variable: null, deriveKey, signal: undefined }
  return decryptKeyfile(Buffer.from(file_b64, 'base64'), 'key', use)
}

test('there are vectors', () => {
  expect(files).not.toEqual([])
})

for (const [file, { keyfiles, negative, parse_tolerance, password_env, ...made }] of vectors) {
  test.each(keyfiles.filter(({ encrypted }) => !encrypted))(`${file}: file $label`, (vector) => {
    const content = Buffer.from(vector.file_b64, 'base64')
    const { publicKey, ss58Address, privateKey } = vector.expected_json
    expect(hex(parsePublicKey(content, 'key'))).toBe(publicKey)
    if (privateKey === undefined) {
      expect(() => parseKeyfile(content, 'key')).toThrow(
        expect.objectContaining({ code: 'E_WALLET_NO_SECRET' }),
      )
      return
    }
    expect(hex(parseKeyfile(content, 'key').publicKey)).toBe(publicKey)
    expect(encodeSs58(parseKeyfile(content, 'key').publicKey)).toBe(ss58Address)
    // What is written of it has the same fields, cryptoType aside, which bittensor-wallet 3 would not read.
    const { cryptoType: _, ...fields } = vector.expected_json
    expect(JSON.parse(serializeKeyfiles(parseKeySecret(content, 'key')).secret)).toEqual(fields)
  })

  test.each(keyfiles.filter(({ encrypted }) => encrypted))(
    `${file}: encrypted file $label`,
    async (vector) => {
      const { file_b64, method, password, expected_json } = vector
      if (method === 'legacy') {
        await expect(decrypt(file_b64, password ?? '')).rejects.toMatchObject({ code: 'E_WALLET_FORMAT' })
        return
      }
      expect(encryptionOf(Buffer.from(file_b64, 'base64'))).toBe(method)
      const plain = await decrypt(file_b64, password ?? '')
      expect(JSON.parse(Buffer.from(plain).toString())).toEqual(expected_json)
      expect(hex(parseKeyfile(plain, 'key').publicKey)).toBe(expected_json.publicKey)
    },
  )

  test.each(negative)(`${file}: bad file $label`, async ({ file_b64, password, is_encrypted, label }) => {
    if (is_encrypted) {
      const code = label === 'nacl_header_only' ? 'E_WALLET_MALFORMED' : 'E_WALLET_PASSWORD'
      await expect(decrypt(file_b64, password)).rejects.toMatchObject({ code })
    } else {
      const read = () => parseKeyfile(Buffer.from(file_b64, 'base64'), 'key')
      expect(read).toThrow(expect.objectContaining({ code: 'E_WALLET_MALFORMED' }))
    }
  })

  test.each(parse_tolerance)(`${file}: tolerance $label`, ({ label, json, ok, ss58 }) => {
    const read = () => parseKeyfile(Buffer.from(JSON.stringify(json)), 'key')
    const isRead = DIFFERENT[label] ? DIFFERENT[label] === 'read' : ok
    if (!isRead) expect(read).toThrow(expect.objectContaining({ code: expect.stringMatching(/^E_WALLET_/) }))
    else if (ss58) expect(encodeSs58(read().publicKey)).toBe(ss58)
    else expect(read().publicKey).toHaveLength(32)
  })

  test(`${file}: password by environment`, () => {
    const { env_var_name, path, stored_value, password } = password_env
    expect(passwordVariable(path)).toBe(env_var_name)
    expect(decodeEnvironmentPassword(env_var_name, stored_value)).toBe(password)
    expect(encodeEnvironmentPassword(env_var_name, password)).toBe(stored_value)
  })

  const sources: readonly (KeySource & { vector: KeyVector })[] = [
    ...made.mnemonics.map((vector) => ({ mnemonic: vector.mnemonic, vector })),
    ...made.seeds.map((vector) => ({ seed: bytes(vector.seed), vector })),
    ...made.derivations.map((vector) => ({ uri: vector.uri, vector })),
  ]
  test.each(sources)(`${file}: key of $vector.ss58`, ({ vector, ...source }) => {
    const { secret } = openKeySource(source)
    expect(encodeSs58(keypairOf(secret).publicKey)).toBe(vector.ss58)
    expect(JSON.parse(serializeKeyfiles(secret).secret)).toMatchObject({
      publicKey: vector.public_key,
      // The second half, the nonce, is drawn anew with each soft derivation.
      privateKey: expect.stringMatching(vector.private_key_schnorrkel_bytes.slice(0, source.uri ? 66 : 130)),
      ...(source.mnemonic && { secretPhrase: source.mnemonic }),
      ...(source.seed && { secretSeed: hex(source.seed) }),
    })
  })

  test.each(made.mnemonic_validity)(`${file}: "$mnemonic" valid: $ok`, ({ mnemonic, ok, ss58 }) => {
    const open = () => encodeSs58(keypairOf(openKeySource({ mnemonic }).secret).publicKey)
    if (ok) expect(open()).toBe(ss58)
    else expect(open).toThrow(expect.objectContaining({ code: 'E_MNEMONIC' }))
  })
}

function hex(value: Uint8Array): string {
  return `0x${Buffer.from(value).toString('hex')}`
}

function bytes(value: string): Uint8Array {
  return new Uint8Array(Buffer.from(value.slice(2), 'hex'))
}
