import { IgError } from '@ig/errors'
import { passwordVariable } from './environment-password.ts'
import type { Encryption } from './keyfile-encryption.ts'

/** What is thrown for a file that no btcli has written, or not to its end. */
export function malformed(file: string, why: string, cause?: unknown): IgError {
  return new IgError({
    code: 'E_WALLET_MALFORMED',
    message: `This is no btcli key file: ${why}.`,
    values: { file },
    hint: 'Restore the file from a backup or regenerate it from its mnemonic.',
    cause,
  })
}

/** What is thrown for an encrypted file without a password, or one that no password would open. */
export function encryptedError(file: string, encryption: Encryption): IgError {
  if (encryption === 'Fernet') return fernet(file)
  return new IgError({
    code: 'E_WALLET_ENCRYPTED',
    message: 'The key file is encrypted, and no password was given.',
    values: { file, encryption },
    hint: `Unlock it with its password, or set ${passwordVariable(file)} as the SDK does.`,
  })
}

/** What is thrown where a key is there already. */
export function existsError(file: string, cause?: unknown): IgError {
  return new IgError({
    code: 'E_WALLET_EXISTS',
    message: 'This key is there already, and no key is overwritten unless its name is given once more.',
    values: { file },
    hint: 'Take another name, or move the key and its pub.txt away yourself.',
    cause,
  })
}

function fernet(file: string): IgError {
  return new IgError({
    code: 'E_WALLET_FORMAT',
    message:
      'The key file is encrypted in the Fernet format of the first bittensor releases, which is not read.',
    values: { file },
    hint: 'Regenerate the key from its mnemonic, under another name first.',
  })
}
