import { IgError } from '@ig/errors'
import { encodeSs58 } from '@ig/protocol'
import {
  type Keypair,
  keypairFromMnemonic,
  keypairFromSecretKey,
  keypairFromSeed,
  secretKeyFromSeed,
  seedFromMnemonic,
} from '@ig/sr25519'
import { z } from 'zod'

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
  cryptoType: z.number().nullish(),
})

type Keyfile = z.infer<typeof keyfileSchema>

const ENCRYPTIONS = [
  ['$NACL', 'NaCl'],
  ['$ANSIBLE_VAULT', 'Ansible Vault'],
  ['gAAAAA', 'Fernet'],
] as const

/**
 * The key in a plain btcli key file. Its phrase is taken, else its seed, else its private key, as the SDK does;
 * fields may be missing, null, unknown and in any order.
 *
 * Throws `E_WALLET_ENCRYPTED`, `E_WALLET_MALFORMED`, `E_WALLET_NO_SECRET` (a public file), `E_WALLET_CRYPTO_TYPE`
 * (not sr25519), and `E_WALLET_MISMATCH` where the secret is not the one of the file's public key. No error
 * carries anything of the file's content.
 *
 * @param file its name, for the errors.
 */
export function parseKeyfile(content: Uint8Array, file: string): Keypair {
  const source = Buffer.from(content).toString('utf8')
  refuseEncrypted(source, file)
  const keyfile = parseFields(source, file)
  if ((keyfile.cryptoType ?? SR25519) !== SR25519) {
    throw new IgError({
      code: 'E_WALLET_CRYPTO_TYPE',
      message: 'The key file holds a key of another kind than sr25519.',
      values: { file, cryptoType: keyfile.cryptoType },
      hint: 'Bittensor signs with sr25519: make another hotkey.',
    })
  }
  const keypair = keypairOf(keyfile, file)
  if (keyfile.publicKey && !bytesOf(keyfile.publicKey).equals(keypair.publicKey)) {
    throw new IgError({
      code: 'E_WALLET_MISMATCH',
      message: 'The secret in the key file is not the one of its public key.',
      values: { file, publicKey: keyfile.publicKey, secretGives: encodeSs58(keypair.publicKey) },
      hint: 'Restore the file from a backup or regenerate it from its mnemonic.',
    })
  }
  return keypair
}

/** The texts of a new key: the secret file's and the public file's, as the SDK writes them. */
export function serializeKeyfiles(mnemonic: string): { secret: string; public: string } {
  const seed = seedFromMnemonic(mnemonic)
  const { publicKey } = keypairFromSeed(seed)
  const shown = {
    accountId: hexOf(publicKey),
    publicKey: hexOf(publicKey),
    ss58Address: encodeSs58(publicKey),
    cryptoType: SR25519,
  }
  const secrets = {
    secretPhrase: mnemonic,
    secretSeed: hexOf(seed),
    privateKey: hexOf(secretKeyFromSeed(seed)),
  }
  return { secret: JSON.stringify({ ...shown, ...secrets }), public: JSON.stringify(shown) }
}

function refuseEncrypted(source: string, file: string): void {
  const encryption = ENCRYPTIONS.find(([prefix]) => source.startsWith(prefix))
  if (encryption === undefined) return
  throw new IgError({
    code: 'E_WALLET_ENCRYPTED',
    message: 'The key file is encrypted, and encrypted hotkeys are not read.',
    values: { file, encryption: encryption[1] },
    hint: 'Make a hotkey without a password, or regenerate this one from its mnemonic without one.',
  })
}

function parseFields(source: string, file: string): Keyfile {
  let json: unknown
  try {
    json = JSON.parse(source)
  } catch {
    // Without its cause: that one quotes the file.
    throw malformed(file, 'it is not JSON')
  }
  const parsed = keyfileSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.')
  throw malformed(file, field ? `its ${field} has another form` : 'it is no JSON object')
}

function keypairOf(keyfile: Keyfile, file: string): Keypair {
  const { secretPhrase, secretSeed, privateKey } = keyfile
  try {
    if (typeof secretPhrase === 'string') return keypairFromMnemonic(secretPhrase)
    if (secretSeed) return keypairFromSeed(bytesOf(secretSeed))
    if (privateKey) return keypairFromSecretKey(bytesOf(privateKey))
  } catch (cause) {
    if (!IgError.isInstance(cause)) throw cause
    throw malformed(file, 'its secret is none', cause)
  }
  throw new IgError({
    code: 'E_WALLET_NO_SECRET',
    message: 'The key file holds no secret, so nothing can be signed with it.',
    values: { file },
    hint: 'Name the hotkey file itself, not its pub.txt.',
  })
}

function malformed(file: string, why: string, cause?: unknown): IgError {
  return new IgError({
    code: 'E_WALLET_MALFORMED',
    message: `This is no btcli key file: ${why}.`,
    values: { file },
    hint: 'Restore the file from a backup or regenerate it from its mnemonic.',
    cause,
  })
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replace(/^0x/i, ''), 'hex')
}

function hexOf(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString('hex')}`
}
