import { IgError } from '@ig/errors'
import { escapeControl } from '../output/escape-control.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { findSetting } from '../settings/find-setting.ts'
import { maskValue } from '../settings/mask.ts'
import type { RunCommand } from './command.ts'

/** Prints the value of one setting, masked where it is a secret; exit 1, and nothing printed, where it has none. */
export const run: RunCommand = async ({ words, settings, sources, json, terminal }) => {
  const [name, ...more] = words
  if (name === undefined || more.length > 0) {
    throw new IgError({
      code: 'E_ARGUMENT',
      message: 'One setting is to be named.',
      values: { words },
      hint: 'Write `pnpm miner config get axon.port`.',
    })
  }
  const setting = findSetting(name)
  const value = maskValue(setting, (settings as Readonly<Record<string, unknown>>)[setting.name])
  const source = sources.get(setting.name) ?? 'default'
  if (json) terminal.stdout.write(jsonLine({ name: setting.name, value, source }))
  else if (value !== null) terminal.stdout.write(`${escapeControl(String(value))}\n`)
  return value === null ? EXIT.failed : EXIT.ok
}
