import { existsSync } from 'node:fs'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { configPaths } from '../settings/read-settings.ts'
import type { RunCommand } from './command.ts'

/** Prints the file that `init` and `config set` write; on stderr all that are read, first in precedence first. */
export const run: RunCommand = async (context) => {
  const { flags, json, terminal } = context
  const files = configPaths(flags, context).map(({ path }) => ({ path, exists: existsSync(path) }))
  const [first] = files
  if (json) {
    terminal.stdout.write(jsonLine({ path: first?.path, files }))
    return EXIT.ok
  }
  terminal.stdout.write(`${first?.path}\n`)
  for (const { path, exists } of files) terminal.stderr.write(`${exists ? 'read' : 'none'}  ${path}\n`)
  return EXIT.ok
}
