import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { IgError } from '@ig/errors'
import { malformed } from './keyfile-errors.ts'
import { isPublicFile } from './wallet-files.ts'

const MAX_KEYFILE_BYTES = 64 * 1024

/**
 * The content of a key file.
 *
 * Throws `E_WALLET_MISSING`, which names what lies there instead, `E_WALLET_READ`, and `E_WALLET_MALFORMED` for
 * what is no file, or one of another size.
 */
export function readKeyfile(file: string): Buffer {
  try {
    const found = statSync(file)
    // A pipe or a device is not opened: reading it can wait for ever.
    if (!found.isFile()) throw malformed(file, 'it is no file')
    if (found.size <= MAX_KEYFILE_BYTES) return readFileSync(file)
  } catch (cause) {
    if (IgError.isInstance(cause)) throw cause
    if (systemCode(cause) === 'ENOENT' || systemCode(cause) === 'ENOTDIR') throw missing(file, cause)
    throw new IgError({
      code: 'E_WALLET_READ',
      message: 'The key file cannot be read.',
      values: { file, reason: systemCode(cause) },
      hint: 'It has to be a file that the user of this process may read.',
      cause,
    })
  }
  throw malformed(file, 'it is too large')
}

/** The system's name for what went wrong, as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}

/** The names in a folder that are not hidden, sorted; none where there is no such folder or it may not be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .toSorted()
  } catch {
    return []
  }
}

function missing(file: string, cause: unknown): IgError {
  const folder = dirname(file)
  const siblings = namesIn(folder).filter((name) => !isPublicFile(name) && name !== 'hotkeys')
  return new IgError({
    code: 'E_WALLET_MISSING',
    message: 'There is no such key.',
    values: { file, ...(siblings.length > 0 && { there: siblings.join(' ') }) },
    hint: 'Make it, or name another wallet, hotkey or path.',
    cause,
  })
}
