import { IgError } from '@ig/errors'
import { nearest } from './nearest.ts'
import { flagKey, type Setting } from './setting.ts'
import { settingsTable } from './settings-table.ts'

/**
 * The setting of a name as people write it: its own, another spelling of that, or an alias.
 *
 * @throws IgError E_ARGUMENT, naming the nearest.
 */
export function findSetting(name: string): Setting {
  const table = settingsTable as readonly Setting[]
  const key = flagKey(name.replace(/^--/, ''))
  const found = table.find((one) => [one.name, ...(one.aliases ?? [])].some((own) => flagKey(own) === key))
  if (found !== undefined) return found
  const meant = nearest(
    name,
    table.map((one) => one.name),
  )
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'There is no such setting.',
    values: { name },
    hint: `${meant ? `Did you mean ${meant}? ` : ''}\`pnpm miner config explain\` lists every setting.`,
  })
}
