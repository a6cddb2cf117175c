import { existsSync, lstatSync, realpathSync } from 'node:fs'
import { IgError } from '@ig/errors'
import { publicAddress } from './find-hotkey.ts'
import { encryptionOf } from './keyfile-encryption.ts'
import { readKeyfile } from './read-keyfile.ts'

/**
 * The file to replace in the place of this one: what it leads to where it is a link, else itself.
 *
 * @throws IgError `E_WALLET_LINK` where a link leads to anything but a key: the name that was typed is the key's, and
 * whoever could lay a link here must not choose a file of somebody else to be lost.
 */
export function linkTarget(file: string): string {
  if (!existsSync(file)) return file
  const target = realpathSync(file)
  if (!lstatSync(file).isSymbolicLink() || isKey(target)) return target
  throw new IgError({
    code: 'E_WALLET_LINK',
    message: 'The key file is a link to something that is no key; nothing was written.',
    values: { file, target },
    hint: 'Remove the link, if you did not mean it.',
  })
}

function isKey(file: string): boolean {
  if (publicAddress(file) !== null) return true
  try {
    return encryptionOf(readKeyfile(file)) !== null
  } catch (error) {
    if (IgError.isInstance(error)) return false
    throw error
  }
}
