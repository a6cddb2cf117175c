import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { IgError } from '@ig/errors'
import { publicAddress } from './find-hotkey.ts'
import { encryptionOf } from './keyfile-encryption.ts'
import { namesIn, readKeyfile } from './read-keyfile.ts'
import { isPublicFile, type KeyPaths, walletsFolder } from './wallet-files.ts'

/** A key of a wallet, by what can be known of it without a password. */
export interface KeyEntry {
  /** Null where no public file says it and the secret is encrypted or damaged. */
  readonly ss58: string | null
  readonly encrypted: boolean
  /** False where there is a public file alone. */
  readonly hasSecret: boolean
}

/** A wallet of a folder. */
export interface WalletEntry {
  readonly name: string
  readonly coldkey: KeyEntry | null
  readonly hotkeys: readonly (KeyEntry & { readonly name: string })[]
}

/** Every wallet of a folder, by name; none where there is no such folder. Files that are no keys are passed over. */
export function listWallets(path: string): readonly WalletEntry[] {
  const folder = walletsFolder(path)
  return namesIn(folder).flatMap((name) => {
    const wallet = join(folder, name)
    const coldkey = entryOf({
      secretFile: join(wallet, 'coldkey'),
      publicFile: join(wallet, 'coldkeypub.txt'),
    })
    const hotkeys = hotkeysIn(join(wallet, 'hotkeys'))
    return coldkey === null && hotkeys.length === 0 ? [] : [{ name, coldkey, hotkeys }]
  })
}

function hotkeysIn(folder: string): WalletEntry['hotkeys'] {
  return namesIn(folder)
    .filter((name) => !isPublicFile(name))
    .flatMap((name) => {
      const secretFile = join(folder, name)
      const entry = entryOf({ secretFile, publicFile: `${secretFile}pub.txt` })
      return entry === null ? [] : [{ name, ...entry }]
    })
}

function entryOf({ secretFile, publicFile }: Pick<KeyPaths, 'secretFile' | 'publicFile'>): KeyEntry | null {
  const encrypted = isEncrypted(secretFile)
  const ss58 = publicAddress(publicFile) ?? (encrypted === false ? publicAddress(secretFile) : null)
  if (encrypted === null && ss58 === null) return null
  return { ss58, encrypted: encrypted === true, hasSecret: existsSync(secretFile) }
}

/** Null where there is no file that could be a key. */
function isEncrypted(file: string): boolean | null {
  let content: Buffer
  try {
    content = readKeyfile(file)
  } catch (error) {
    if (IgError.isInstance(error)) return null
    throw error
  }
  if (encryptionOf(content) !== null) return true
  const isJson = content.toString('utf8').trimStart().startsWith('{')
  content.fill(0)
  return isJson ? false : null
}
