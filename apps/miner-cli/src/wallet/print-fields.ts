import type { CommandContext } from '../commands/command.ts'
import { escapeControl } from '../output/escape-control.ts'
import { jsonLine } from '../output/json-line.ts'

/** Prints a result on stdout: one object with `--json`, else a line for each field. */
export function printFields(
  { json, terminal }: Pick<CommandContext, 'json' | 'terminal'>,
  fields: Readonly<Record<string, string | boolean>>,
): void {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${escapeControl(String(value))}\n`)
  terminal.stdout.write(json ? jsonLine(fields) : lines.join(''))
}
