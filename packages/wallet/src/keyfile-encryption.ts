import { IgError } from '@ig/errors'
import { openAnsibleVault } from './ansible-vault.ts'
import { encryptedError, malformed } from './keyfile-errors.ts'
import { type DeriveKey, openNacl, sealNacl } from './nacl-file.ts'

/** How a key file is encrypted. */
export type Encryption = 'NaCl' | 'Ansible Vault' | 'Fernet'

const PREFIXES: readonly (readonly [string, Encryption])[] = [
  ['$NACL', 'NaCl'],
  ['$ANSIBLE_VAULT', 'Ansible Vault'],
  ['gAAAAA', 'Fernet'],
]

/** Prefix, nonce and tag. */
const NACL_MIN_BYTES = 5 + 24 + 16

/** How the content of a key file is encrypted, or null. */
export function encryptionOf(content: Uint8Array): Encryption | null {
  const start = Buffer.from(content.subarray(0, 16)).toString('latin1')
  return PREFIXES.find(([prefix]) => start.startsWith(prefix))?.[1] ?? null
}

/** The password, where it came from and how its key is made. */
export interface PasswordUse {
  readonly password: string
  /** The variable that the password is from, for the errors. */
  readonly variable: string | null
  readonly deriveKey: DeriveKey
  readonly signal: AbortSignal | undefined
}

/**
 * The content of an encrypted key file as it was before. The caller overwrites it after use.
 *
 * Throws `E_WALLET_PASSWORD` for a password that does not open it, `E_WALLET_FORMAT` for a file of the Fernet
 * era, `E_WALLET_MALFORMED` for what is cut short.
 */
export async function decryptKeyfile(
  content: Uint8Array,
  file: string,
  use: PasswordUse,
): Promise<Uint8Array> {
  const encryption = encryptionOf(content)
  if (encryption === 'Fernet') throw encryptedError(file, encryption)
  const plain = await (encryption === 'NaCl'
    ? openWithKey(content, file, use)
    : openAnsibleVault(content, use.password, () => malformed(file, 'its vault is cut short')))
  if (plain !== null) return plain
  throw new IgError({
    code: 'E_WALLET_PASSWORD',
    message: 'The password does not open the key file, or the file is damaged.',
    values: { file, ...(use.variable !== null && { passwordFrom: use.variable }) },
    hint:
      use.variable === null
        ? 'Try again; upper and lower case matter.'
        : 'Correct the variable, or unset it and give the password itself.',
  })
}

type SealUse = Pick<PasswordUse, 'deriveKey' | 'signal'>

/** Encrypts with `$NACL`, and opens it again before anybody relies on it. */
export async function encryptKeyfile(plain: Uint8Array, password: string, use: SealUse): Promise<Uint8Array> {
  const key = await use.deriveKey(password, use.signal)
  try {
    const content = sealNacl(plain, key)
    const opened = openNacl(content, key)
    const isSame = opened !== null && Buffer.compare(opened, plain) === 0
    opened?.fill(0)
    if (isSame) return content
  } finally {
    key.fill(0)
  }
  throw new IgError({ code: 'E_WALLET_WRITE', message: 'What was encrypted could not be opened again.' })
}

async function openWithKey(content: Uint8Array, file: string, use: PasswordUse): Promise<Uint8Array | null> {
  if (content.length < NACL_MIN_BYTES) throw malformed(file, 'it is cut short')
  const key = await use.deriveKey(use.password, use.signal)
  try {
    return openNacl(content, key)
  } finally {
    key.fill(0)
  }
}
