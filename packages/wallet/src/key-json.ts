import { scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { IgError } from '@ig/errors'
import { decodeSs58 } from '@ig/protocol'
import { keypairFromSecretKey, secretKeyFromEd25519Form, secretKeyFromSeed } from '@ig/sr25519'
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import { z } from 'zod'
import type { KeySource } from './key-secret.ts'
import { parseKeySecret } from './keyfile.ts'

/** What polkadot.js exports: a PKCS #8 of its own, in base64 or hex, encrypted or not. */
const exportSchema = z.looseObject({
  address: z.string(),
  encoded: z.string().min(1),
  encoding: z.looseObject({
    content: z.union([z.string(), z.array(z.string())]),
    type: z.union([z.string(), z.array(z.string())]),
    version: z.string(),
  }),
})

type Export = z.infer<typeof exportSchema>

const BATCH = 'batch-pkcs8'
const HEADER = Buffer.from('3053020101300506032b657004220420', 'hex')
const DIVIDER = Buffer.from('a123032100', 'hex')
const SALT_BYTES = 32
const NONCE_BYTES = 24
const MAX_SCRYPT_BYTES = 512 * 1024 * 1024

/**
 * The key in an exported JSON: of polkadot.js (an encrypted one needs its password), or the plain one of a btcli
 * key file. It is given as a source, for `createColdkey` and `createHotkey`.
 *
 * Throws `E_WALLET_JSON` for another text, `E_WALLET_JSON_PASSWORD` for a wrong password or none where one is
 * needed, and what `parseKeyfile` throws. No error carries anything of the text.
 *
 * @example
 * await createColdkey({ path, name: 'miner', ...(await readKeyJson(text, jsonPassword)), password })
 */
export async function readKeyJson(text: string, password?: string): Promise<KeySource> {
  const json = parseJson(text)
  const parsed = exportSchema.safeParse(json)
  if (parsed.success) return { secretKey: await openExport(parsed.data, password) }
  if (typeof json !== 'object' || json === null || 'encoded' in json || 'encoding' in json)
    throw badJson('it has another form than an exported account')
  const { mnemonic, seed, secretKey } = parseKeySecret(Buffer.from(text), 'the JSON')
  if (mnemonic !== null) return { mnemonic }
  return seed === null ? { secretKey } : { seed }
}

async function openExport(
  { encoded, encoding, address }: Export,
  password: string | undefined,
): Promise<Uint8Array> {
  const kinds = [encoding.content].flat()
  if (kinds[0] === BATCH) throw badJson('it holds several accounts', 'Export the account alone.')
  if (kinds[0] !== 'pkcs8' || kinds[1] !== 'sr25519')
    throw badJson('its account is of another kind than sr25519')
  const methods = [encoding.type].flat()
  const plain = methods.includes('none')
    ? bytesOf(encoded)
    : await decrypt(bytesOf(encoded), methods, password)
  try {
    return secretKeyIn(plain, address)
  } finally {
    plain.fill(0)
  }
}

async function decrypt(
  bytes: Buffer,
  methods: readonly string[],
  password: string | undefined,
): Promise<Buffer> {
  if (!methods.includes('xsalsa20-poly1305')) throw badJson('it is encrypted in another way')
  if (password === undefined) {
    throw new IgError({
      code: 'E_WALLET_JSON_PASSWORD',
      message: 'The exported account is encrypted, and no password for it was given.',
    })
  }
  const stretched = methods.includes('scrypt') ? await stretch(bytes, password) : padded(password)
  const rest = bytes.subarray(methods.includes('scrypt') ? SALT_BYTES + 12 : 0)
  if (rest.length <= NONCE_BYTES) throw badJson('it is cut short')
  try {
    const opened = xsalsa20poly1305(stretched, rest.subarray(0, NONCE_BYTES)).decrypt(
      rest.subarray(NONCE_BYTES),
    )
    return Buffer.from(opened.buffer, opened.byteOffset, opened.byteLength)
  } catch (cause) {
    throw new IgError({
      code: 'E_WALLET_JSON_PASSWORD',
      message: 'The password does not open the exported account, or the text is damaged.',
      cause,
    })
  } finally {
    stretched.fill(0)
  }
}

/** The salt, then scrypt's N, p and r, as 32-bit numbers with the low byte first. */
async function stretch(bytes: Buffer, password: string): Promise<Buffer> {
  if (bytes.length < SALT_BYTES + 12) throw badJson('it is cut short')
  const [N, p, r] = [0, 4, 8].map((offset) => bytes.readUInt32LE(SALT_BYTES + offset)) as [
    number,
    number,
    number,
  ]
  const isPowerOf2 = N > 1 && (N & (N - 1)) === 0
  // Whoever made the file chooses them, so a bound on memory and time stands here.
  if (!isPowerOf2 || p < 1 || p > 16 || r < 1 || 128 * N * r * p > MAX_SCRYPT_BYTES)
    throw badJson('its scrypt parameters are out of range')
  const options = { N, p, r, maxmem: 2 * MAX_SCRYPT_BYTES }
  const run = promisify<string, Buffer, number, typeof options, Buffer>(scrypt)
  return (await run(password, bytes.subarray(0, SALT_BYTES), 64, options)).subarray(0, 32)
}

/** Before scrypt, the password itself was the key, cut or filled with zeros to 32 bytes. */
function padded(password: string): Buffer {
  const key = Buffer.alloc(32)
  Buffer.from(password).copy(key)
  return key
}

function secretKeyIn(plain: Buffer, address: string): Uint8Array {
  const ends = [32, 64].map((length) => HEADER.length + length)
  const end = ends.find((at) => plain.subarray(at, at + DIVIDER.length).equals(DIVIDER))
  if (!plain.subarray(0, HEADER.length).equals(HEADER) || end === undefined)
    throw badJson('what it holds is no account')
  const secret = plain.subarray(HEADER.length, end)
  const secretKey = secret.length === 32 ? secretKeyFromSeed(secret) : secretKeyFromEd25519Form(secret)
  const { publicKey } = keypairFromSecretKey(secretKey)
  const isItsOwn = plain.subarray(end + DIVIDER.length).equals(publicKey)
  if (isItsOwn && Buffer.from(publicKeyOf(address)).equals(publicKey)) return secretKey
  throw badJson('its secret is not the one of its address')
}

function publicKeyOf(address: string): Uint8Array {
  return address.startsWith('0x') ? bytesOf(address) : decodeSs58(address).publicKey
}

function bytesOf(text: string): Buffer {
  return text.startsWith('0x') ? Buffer.from(text.slice(2), 'hex') : Buffer.from(text, 'base64')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Without its cause: that one quotes the text.
    throw badJson('it is not JSON')
  }
}

function badJson(why: string, hint?: string): IgError {
  return new IgError({
    code: 'E_WALLET_JSON',
    message: `No key can be read from this text: ${why}.`,
    hint: hint ?? 'Give the account as polkadot.js exports it, or the content of a btcli key file.',
  })
}
