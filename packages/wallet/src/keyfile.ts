import { IgError } from '@ig/errors'
import { decodeBittensorAddress, encodeSs58 } from '@ig/protocol'
import { type Keypair, keypairFromSecretKey, secretKeyFromEd25519Form } from '@ig/sr25519'
import { z } from 'zod'
import { type KeySecret, type KeySource, keypairOf, openKeySource, wipe } from './key-secret.ts'
import { encryptionOf } from './keyfile-encryption.ts'
import { encryptedError, malformed } from './keyfile-errors.ts'

/** Substrate's number for sr25519, in the field `cryptoType` that wallet files have since bittensor-wallet 4. */
const SR25519 = 1

const text = z.string().nullish()
const hexText = z
  .string()
  .regex(/^(0x)?([0-9a-f]{2})+$/i)
  .nullish()

const keyfileSchema = z.looseObject({
  secretPhrase: text,
  secretSeed: hexText,
  privateKey: hexText,
  publicKey: hexText,
  accountId: hexText,
  ss58Address: text,
  cryptoType: z.number().nullish(),
})

type Keyfile = z.infer<typeof keyfileSchema>

/**
 * The key in a plain btcli key file. Its phrase is taken, else its seed, else its private key, as the SDK does;
 * fields may be missing, null, unknown and in any order.
 *
 * Throws `E_WALLET_ENCRYPTED`, `E_WALLET_MALFORMED`, `E_WALLET_NO_SECRET` (a public file), `E_WALLET_CRYPTO_TYPE`
 * (not sr25519), and `E_WALLET_MISMATCH` where the secret is not the one of the file's public key. No error
 * carries anything of the file's secrets.
 *
 * @param file its name, for the errors.
 */
export function parseKeyfile(content: Uint8Array, file: string): Keypair {
  const secret = parseKeySecret(content, file)
  const keypair = keypairOf(secret)
  wipe(secret)
  return keypair
}

/** As `parseKeyfile`, but the secret itself. */
export function parseKeySecret(content: Uint8Array, file: string): KeySecret {
  const keyfile = parseFields(content, file)
  const secret = secretOf(keyfile, file)
  const { publicKey } = keypairOf(secret)
  if (keyfile.publicKey && !bytesOf(keyfile.publicKey).equals(publicKey)) {
    throw new IgError({
      code: 'E_WALLET_MISMATCH',
      message: 'The secret in the key file is not the one of its public key.',
      values: { file, publicKey: keyfile.publicKey, secretGives: encodeSs58(publicKey) },
      hint: 'Restore the file from a backup or regenerate it from its mnemonic.',
    })
  }
  return secret
}

/**
 * The 32-byte public key in a key file without encryption, which may well be a public file.
 *
 * Throws `E_WALLET_ENCRYPTED`, `E_WALLET_MALFORMED`, `E_WALLET_CRYPTO_TYPE`.
 */
export function parsePublicKey(content: Uint8Array, file: string): Uint8Array {
  const { publicKey, accountId, ss58Address } = parseFields(content, file)
  const hex = publicKey ?? accountId
  const bytes = hex ? new Uint8Array(bytesOf(hex)) : keyOfAddress(ss58Address, file)
  if (bytes.length === 32) return bytes
  throw malformed(file, 'its public key has another length')
}

/**
 * The texts of a key: the secret file's and the public file's. `cryptoType` is left out: bittensor-wallet 3 refuses
 * a file that has it, and 4 takes its absence for sr25519.
 */
export function serializeKeyfiles(secret: KeySecret): { secret: string; public: string } {
  const shown = publicFields(keypairOf(secret).publicKey)
  const secrets = {
    ...(secret.mnemonic !== null && { secretPhrase: secret.mnemonic }),
    ...(secret.seed !== null && { secretSeed: hexOf(secret.seed) }),
    privateKey: hexOf(secret.secretKey),
  }
  return { secret: JSON.stringify({ ...shown, ...secrets }), public: JSON.stringify(shown) }
}

/** The text of a public file. */
export function serializePublicKey(publicKey: Uint8Array): string {
  return JSON.stringify(publicFields(publicKey))
}

function publicFields(publicKey: Uint8Array) {
  return {
    accountId: hexOf(publicKey),
    publicKey: hexOf(publicKey),
    ss58Address: encodeSs58(publicKey),
  }
}

function parseFields(content: Uint8Array, file: string): Keyfile {
  const encryption = encryptionOf(content)
  if (encryption !== null) throw encryptedError(file, encryption)
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(content).toString('utf8'))
  } catch {
    // Without its cause: that one quotes the file.
    throw malformed(file, 'it is not JSON')
  }
  const parsed = keyfileSchema.safeParse(json)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.')
    throw malformed(file, field ? `its ${field} has another form` : 'it is no JSON object')
  }
  const { cryptoType } = parsed.data
  if ((cryptoType ?? SR25519) === SR25519) return parsed.data
  throw new IgError({
    code: 'E_WALLET_CRYPTO_TYPE',
    message: 'The key file holds a key of another kind than sr25519.',
    values: { file, cryptoType },
    hint: 'Bittensor signs with sr25519: make another key.',
  })
}

function secretOf(keyfile: Keyfile, file: string): KeySecret {
  const { secretPhrase, secretSeed, privateKey, publicKey } = keyfile
  const source: KeySource | null =
    typeof secretPhrase === 'string'
      ? { mnemonic: secretPhrase }
      : secretSeed
        ? { seed: bytesOf(secretSeed) }
        : privateKey
          ? { secretKey: secretKeyIn(bytesOf(privateKey), publicKey) }
          : null
  if (source === null) {
    throw new IgError({
      code: 'E_WALLET_NO_SECRET',
      message: 'The key file holds no secret, so nothing can be signed with it.',
      values: { file },
      hint: 'Name the key file itself, not its pub.txt.',
    })
  }
  try {
    const { secret } = openKeySource(source)
    // Whether a private key is one shows only when a key is made from it.
    keypairOf(secret)
    return secret
  } catch (cause) {
    if (!IgError.isInstance(cause)) throw cause
    throw malformed(file, 'its secret is none', cause)
  }
}

/**
 * Files have schnorrkel's form of the secret key. One that somebody has filled from @polkadot has the other, which
 * is told by its public key.
 */
function secretKeyIn(secretKey: Uint8Array, publicKey: string | null | undefined): Uint8Array {
  if (!publicKey || isKeyOf(secretKey, publicKey)) return secretKey
  try {
    const other = secretKeyFromEd25519Form(secretKey)
    return isKeyOf(other, publicKey) ? other : secretKey
  } catch (error) {
    if (IgError.isInstance(error)) return secretKey
    throw error
  }
}

function isKeyOf(secretKey: Uint8Array, publicKey: string): boolean {
  try {
    return bytesOf(publicKey).equals(keypairFromSecretKey(secretKey).publicKey)
  } catch (error) {
    if (IgError.isInstance(error)) return false
    throw error
  }
}

function keyOfAddress(address: string | null | undefined, file: string): Uint8Array {
  if (!address) throw malformed(file, 'it has no public key')
  try {
    return decodeBittensorAddress(address)
  } catch (cause) {
    throw malformed(file, 'its address is none of Bittensor', cause)
  }
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replace(/^0x/i, ''), 'hex')
}

function hexOf(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString('hex')}`
}
