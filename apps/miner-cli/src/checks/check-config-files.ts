import { statSync } from 'node:fs'
import { type CheckResult, ok, warn } from './check-result.ts'

const NAME = 'configuration'

/**
 * What is to be said of configuration files that could be read: which there are, and whether others can read or write
 * them.
 *
 * @param paths of files that may be there, the first in precedence first
 */
export function checkConfigFiles(paths: readonly string[]): CheckResult {
  const found = paths.flatMap((path) => {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode
    return mode === undefined ? [] : [{ path, mode: mode & 0o777 }]
  })
  if (found.length === 0) return ok(NAME, 'no file; flags, environment and defaults')
  const open = found.filter(({ mode }) => (mode & 0o077) !== 0)
  const shown = found.map(({ path, mode }) => `${path} (${mode.toString(8)})`).join(', ')
  if (open.length === 0) return ok(NAME, shown)
  return warn(NAME, `other users can read ${shown}`, `chmod 600 ${open.map(({ path }) => path).join(' ')}`)
}
