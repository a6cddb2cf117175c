import { maskValue } from '../settings/mask.ts'
import type { Setting } from '../settings/setting.ts'
import { settingsTable } from '../settings/settings-table.ts'
import type { RunCommand } from './command-list.ts'

/** Prints every setting with its value, secrets masked, and where the value came from. */
export const run: RunCommand = async ({ settings, sources, json, terminal }) => {
  const rows = (settingsTable as readonly Setting[]).map((setting) => ({
    name: setting.name,
    value: maskValue(setting, (settings as Record<string, unknown>)[setting.name]),
    source: sources.get(setting.name) ?? 'default',
  }))
  if (json) {
    terminal.stdout.write(`${JSON.stringify({ schemaVersion: 1, settings: rows })}\n`)
    return 0
  }
  const shown = rows.map(
    ({ name, value, source }) => [name, value === null ? '-' : String(value), source] as const,
  )
  const nameWidth = Math.max(...shown.map(([name]) => name.length))
  const valueWidth = Math.min(60, Math.max(...shown.map(([, value]) => value.length)))
  for (const [name, value, source] of shown) {
    terminal.stdout.write(`${name.padEnd(nameWidth)}  ${value.padEnd(valueWidth)}  ${source}\n`)
  }
  return 0
}
