import { accessSync, constants } from 'node:fs'
import { IgError } from '@ig/errors'
import { makeFolder } from './make-folder.ts'

/**
 * Makes the folder of `--out` where it is missing, before anything is paid for what is to be kept there.
 *
 * @throws IgError E_OUT where it cannot be made or written
 */
export function openOutFolder(path: string): void {
  try {
    makeFolder(path)
    accessSync(path, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new IgError({
      code: 'E_OUT',
      message: 'The folder of --out cannot be made or written.',
      values: { path, reason: (cause as NodeJS.ErrnoException).code },
      hint: 'Name another one with --out.',
      cause,
    })
  }
}
