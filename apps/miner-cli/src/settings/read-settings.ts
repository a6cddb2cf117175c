import { join, resolve } from 'node:path'
import type { Surroundings } from '../process/surroundings.ts'
import type { CommandLine } from './parse-command-line.ts'
import { readConfigFile } from './read-config-file.ts'
import { type ResolvedSettings, resolveSettings } from './resolve-settings.ts'

/** Where the files of a command line are, first in precedence first. */
export function configPaths(
  flags: CommandLine['own'],
  { home, cwd }: Pick<Surroundings, 'home' | 'cwd'>,
): readonly { readonly path: string; readonly named: boolean }[] {
  const named = flags.get('config')
  return [
    ...(typeof named === 'string' ? [{ path: resolve(cwd, named), named: true }] : []),
    { path: join(cwd, 'ig.toml'), named: false },
    { path: join(home, '.config', 'ig', 'config.toml'), named: false },
  ]
}

/**
 * Every setting of a command line: its flags, the environment, the files, the defaults. A file that --config names
 * has to be there unless it `mayBeMissing`.
 *
 * @throws IgError what `readConfigFile` and `resolveSettings` do.
 */
export function readSettings(
  line: CommandLine,
  { env, home, cwd }: Surroundings,
  {
    mayBeMissing = false,
    byFilesAlone,
  }: { readonly mayBeMissing?: boolean; readonly byFilesAlone?: ReadonlySet<string> | undefined } = {},
): ResolvedSettings {
  const files = configPaths(line.own, { home, cwd })
    .map(({ path, named }) => readConfigFile(path, { required: named && !mayBeMissing }))
    .filter((file) => file !== null)
  return resolveSettings({
    flags: line.settings,
    env,
    files,
    home,
    cwd,
    ...(byFilesAlone && { byFilesAlone }),
  })
}
