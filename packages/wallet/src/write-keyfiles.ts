import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { IgError } from '@ig/errors'
import { parsePublicKey } from './keyfile.ts'
import { existsError } from './keyfile-errors.ts'
import { linkTarget } from './link-target.ts'
import { systemCode } from './read-keyfile.ts'
import type { KeyPaths } from './wallet-files.ts'
import { syncFolder, writeNewFile } from './write-new-file.ts'

/** What a key's two files hold. */
export interface KeyContents {
  readonly secret: Uint8Array | string
  readonly public: string
}

/**
 * Writes a key's two files, readable for their owner only. Both are on the disk when it returns; where it throws,
 * both are as they were before. A public file of the same key is no obstacle: it was there to watch the key.
 *
 * Throws `E_WALLET_EXISTS` unless told to overwrite, and `E_WALLET_WRITE`.
 */
export function writeKeyfiles(
  paths: KeyPaths,
  content: KeyContents,
  { overwrite }: { readonly overwrite: boolean },
): void {
  try {
    mkdirSync(paths.folder, { recursive: true, mode: 0o755 })
    if (overwrite) replaceBoth(paths, content)
    else writeBoth(paths, content)
  } catch (cause) {
    throw writeError(cause, paths.secretFile)
  }
}

/** Writes a public file alone. Throws as `writeKeyfiles` does. */
export function writePublicFile(
  { folder, publicFile }: Pick<KeyPaths, 'folder' | 'publicFile'>,
  content: string,
  { overwrite }: { readonly overwrite: boolean },
): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    if (overwrite) replaceFile(publicFile, content)
    else writeNewFile(publicFile, content)
  } catch (cause) {
    throw writeError(cause, publicFile)
  }
}

/** Replaces one file at once: whoever reads it finds the old content or the new. Throws `E_WALLET_WRITE`. */
export function replaceFile(file: string, content: Uint8Array | string): void {
  try {
    // A link stays one: what it leads to is replaced.
    const target = linkTarget(file)
    const fresh = hiddenName(target, 'new')
    writeNewFile(fresh, content)
    try {
      renameSync(fresh, target)
    } catch (error) {
      rmSync(fresh, { force: true })
      throw error
    }
    syncFolder(dirname(target))
  } catch (cause) {
    throw writeError(cause, file)
  }
}

function writeBoth({ secretFile, publicFile }: KeyPaths, content: KeyContents): void {
  const isWatched = isOfSameKey(publicFile, content.public)
  writeNewFile(secretFile, content.secret)
  if (isWatched) return
  try {
    writeNewFile(publicFile, content.public)
  } catch (error) {
    // A secret without its public file would be taken for a key that somebody has seen being made.
    rmSync(secretFile)
    throw error
  }
}

/** The old secret stays under another name until both new files are in their places. */
function replaceBoth({ secretFile, publicFile }: KeyPaths, content: KeyContents): void {
  // Beside what a link leads to, so that it can be moved back: nothing moves from one disk to another.
  const target = linkTarget(secretFile)
  // Refused before anything is written.
  linkTarget(publicFile)
  const kept = hiddenName(target, 'old')
  const old = contentOf(secretFile)
  if (old !== null) writeNewFile(kept, old)
  old?.fill(0)
  try {
    replaceFile(secretFile, content.secret)
    replaceFile(publicFile, content.public)
  } catch (error) {
    if (old !== null) renameSync(kept, target)
    else rmSync(secretFile, { force: true })
    throw error
  }
  rmSync(kept, { force: true })
}

/** A name in the same folder that no list of keys shows and no other process takes. */
function hiddenName(file: string, what: 'new' | 'old'): string {
  return join(dirname(file), `.${basename(file)}.${randomBytes(4).toString('hex')}.${what}`)
}

function contentOf(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

function isOfSameKey(publicFile: string, content: string): boolean {
  const there = contentOf(publicFile)
  if (there === null) return false
  try {
    const publicKey = parsePublicKey(Buffer.from(content), publicFile)
    return Buffer.from(parsePublicKey(there, publicFile)).equals(publicKey)
  } catch (error) {
    // What is no public file is somebody's all the same, and not overwritten.
    if (IgError.isInstance(error)) return false
    throw error
  }
}

function writeError(cause: unknown, file: string): unknown {
  if (IgError.isInstance(cause)) return cause
  if (systemCode(cause) === 'EEXIST') return existsError(file, cause)
  return new IgError({
    code: 'E_WALLET_WRITE',
    message: 'The key cannot be written.',
    values: { file, reason: systemCode(cause) },
    hint: 'The folder has to be writable for the user of this process, and the disk not full.',
    cause,
  })
}
