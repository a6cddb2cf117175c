import { type ParametersInUse, parametersInUse } from '../fit/fit-in-use.ts'
import { jsonLine } from '../output/json-line.ts'
import { maskValue } from '../settings/mask.ts'
import type { Setting } from '../settings/setting.ts'
import { settingsTable } from '../settings/settings-table.ts'
import type { RunCommand } from './command.ts'

/** Prints every setting with its value, secrets masked, where the value came from, and which fitted parameters are in use. */
export const run: RunCommand = async ({ settings, sources, json, terminal }) => {
  const rows = (settingsTable as readonly Setting[]).map((setting) => ({
    name: setting.name,
    value: maskValue(setting, (settings as Record<string, unknown>)[setting.name]),
    source: sources.get(setting.name) ?? 'default',
  }))
  const inUse = parametersInUse(settings)
  if (json) {
    terminal.stdout.write(jsonLine({ settings: rows, fit: fitJson(inUse) }))
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
  terminal.stdout.write(`\n${fitLine(inUse)}\n`)
  return 0
}

function fitJson({ fit, path, id }: ParametersInUse) {
  if (fit === null) return null
  const { fittedAt, source, gains, prices, blend, recalibration, selective } = fit
  return { file: path, id, fittedAt, source, gains, prices, blend, recalibration, selective }
}

/** What is fitted and what is left at its default, in a line. */
function fitLine({ fit, path }: ParametersInUse): string {
  if (fit === null)
    return 'parameters: those that the miner ships with (`pnpm miner fit` learns from outcomes)'
  const parts = (['prices', 'blend', 'recalibration', 'selective'] as const).filter(
    (name) => fit[name] !== null,
  )
  const { questions, kind } = fit.source
  return `parameters: ${parts.join(', ')} fitted at ${fit.fittedAt} on ${questions} questions (${kind}), from ${path}; the others are those that the miner ships with`
}
