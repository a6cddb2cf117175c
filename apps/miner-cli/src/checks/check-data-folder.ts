import { accessSync, constants, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { refuseClosedFolder } from '../process/refuse-closed-folder.ts'
import { type CheckResult, fail, ok, warn } from './check-result.ts'

const NAME = 'data folder'

/** Whether the data folder is ours alone and can be written; one that is missing is made by `start`. */
export function checkDataFolder(path: string): CheckResult {
  refuseClosedFolder(path)
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return ok(NAME, `${path} is not there yet; start makes it`)
  if (!stats.isDirectory()) return fail(NAME, `${path} is no folder`, 'Name another one with --data-dir.')
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return fail(
      NAME,
      `${path} cannot be written (${code})`,
      `sudo chown -R "$USER" ${path} && chmod 700 ${path}`,
    )
  }
  const files = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile())
  const open = [path, ...files.map(({ name }) => join(path, name))].filter(isOpenToOthers)
  if (open.length === 0) return ok(NAME, `${path}, for its owner alone`)
  return warn(NAME, `other users can read ${open.join(', ')}`, `chmod -R go= ${path}`)
}

/** Files in a folder that others cannot enter are named as well: folders are moved and copied. */
function isOpenToOthers(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats !== undefined && (stats.mode & 0o077) !== 0
}
