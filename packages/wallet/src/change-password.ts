import { deriveNaclKey } from './argon2.ts'
import { findHotkey } from './find-hotkey.ts'
import { wipe } from './key-secret.ts'
import { parseKeySecret } from './keyfile.ts'
import { encryptKeyfile } from './keyfile-encryption.ts'
import { openKeyfile, type UnlockOptions } from './unlock.ts'
import { coldkeyPaths, type HotkeyLocation, hotkeyPaths, type WalletLocation } from './wallet-files.ts'
import { replaceFile } from './write-keyfiles.ts'

/** What `changePassword` takes. */
export interface ChangePasswordOptions extends UnlockOptions {
  /** What opens the file from now on; null leaves it plain. */
  readonly newPassword: string | null
}

/** Which key's password is changed. */
export type KeyOfWallet =
  | (WalletLocation & { readonly key: 'coldkey' })
  | (HotkeyLocation & { readonly key: 'hotkey' })

/**
 * Encrypts a key file anew, in place and at once: whoever reads it finds the old content or the new. The key
 * itself stays. Every file that can be read, plain and Ansible Vault too, is `$NACL` afterwards, or plain.
 *
 * Throws as `unlockColdkey` does, and `E_WALLET_WRITE`.
 */
export async function changePassword(
  key: KeyOfWallet,
  { newPassword, deriveKey = deriveNaclKey, ...options }: ChangePasswordOptions,
): Promise<{ readonly file: string }> {
  const paths = key.key === 'coldkey' ? coldkeyPaths(key) : hotkeyPaths(findHotkey(key))
  const file = paths.secretFile
  const plain = await openKeyfile(file, { ...options, deriveKey })
  try {
    // A file that holds no key is not worth a password, and is left as it is for whoever looks into it.
    wipe(parseKeySecret(plain, file))
    const use = { deriveKey, signal: options.signal }
    replaceFile(file, newPassword === null ? plain : await encryptKeyfile(plain, newPassword, use))
  } finally {
    plain.fill(0)
  }
  return { file }
}
