import { statSync } from 'node:fs'
import { sep } from 'node:path'
import { IgError } from '@ig/errors'

const DENIED = ['EACCES', 'EPERM']

/**
 * Refuses a folder that this user may not enter, where everything would seem not to be there.
 *
 * @throws IgError `E_FOLDER_CLOSED` with the folder.
 */
export function refuseClosedFolder(path: string, look: (path: string) => unknown = lookInto): void {
  try {
    look(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    // Any other fault is said by whoever reads what is in it.
    if (code === undefined || !DENIED.includes(code)) return
    throw new IgError({
      code: 'E_FOLDER_CLOSED',
      message: 'This user may not look into the folder, so nothing can be said of what is in it.',
      values: { folder: path, reason: code },
      hint: 'Run it as the user that the miner runs as, as in `sudo -u NAME`; or name another folder with --data-dir.',
      cause,
    })
  }
}

/** What lies in a folder is found by whoever may enter it. */
function lookInto(path: string): void {
  statSync(`${path}${sep}.`, { throwIfNoEntry: false })
}
