import { settingsTable } from '../settings/settings-table.ts'
import type { SettingName } from './reload.ts'

/** The names of all settings that begin with one of these, as `models.`. */
export function settingsBelow(...prefixes: readonly string[]): SettingName[] {
  return settingsTable.map(({ name }) => name).filter((name) => prefixes.some((one) => name.startsWith(one)))
}
