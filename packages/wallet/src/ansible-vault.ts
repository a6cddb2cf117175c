import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const ROUNDS = 10_000
const KEY_BYTES = 32
const IV_BYTES = 16

/**
 * What an Ansible Vault 1.1 (AES256) holds, or null where the password is another or a bit has changed. Wallets
 * were encrypted so before `$NACL`.
 *
 * @param malformed makes the error for a text of another form.
 * Source: Ansible's documentation of the vault's payload.
 */
export async function openAnsibleVault(
  content: Uint8Array,
  password: string,
  malformed: () => Error,
): Promise<Uint8Array | null> {
  const [header, ...lines] = Buffer.from(content).toString('latin1').trim().split(/\r?\n/)
  if (header !== '$ANSIBLE_VAULT;1.1;AES256') throw malformed()
  const parts = fromHex(lines.join(''))?.toString('latin1').split('\n').map(fromHex) ?? []
  const [salt, tag, encrypted] = parts
  if (parts.length !== 3 || !salt || !tag || !encrypted) throw malformed()

  const derived = await promisify(pbkdf2)(password, salt, ROUNDS, 2 * KEY_BYTES + IV_BYTES, 'sha256')
  const tagKey = derived.subarray(KEY_BYTES, 2 * KEY_BYTES)
  const expected = createHmac('sha256', tagKey).update(encrypted).digest()
  if (tag.length !== expected.length || !timingSafeEqual(tag, expected)) return null
  const decipher = createDecipheriv(
    'aes-256-ctr',
    derived.subarray(0, KEY_BYTES),
    derived.subarray(2 * KEY_BYTES),
  )
  // A counter mode gives everything at once, and nothing at the end: no copy is left behind.
  const padded = decipher.update(encrypted)
  decipher.final()
  derived.fill(0)
  // PKCS #7, although a counter mode would need none.
  return padded.subarray(0, padded.length - (padded.at(-1) ?? 0))
}

function fromHex(text: string): Buffer | null {
  return /^([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : null
}
