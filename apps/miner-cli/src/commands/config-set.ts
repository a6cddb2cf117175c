import { join } from 'node:path'
import { IgError } from '@ig/errors'
import { escapeControl } from '../output/escape-control.ts'
import { EXIT } from '../output/exit-code.ts'
import { jsonLine } from '../output/json-line.ts'
import { createPrompter } from '../prompt/prompter.ts'
import { findSetting } from '../settings/find-setting.ts'
import { maskValue } from '../settings/mask.ts'
import { readConfigFile } from '../settings/read-config-file.ts'
import { configPaths } from '../settings/read-settings.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { environmentNames, type Setting } from '../settings/setting.ts'
import { changeConfigFile } from '../settings/write-config.ts'
import type { CommandContext, RunCommand } from './command.ts'

/**
 * Writes one setting into a configuration file, once the table has found its value good. It reads no settings before,
 * so that it can mend a file that stops every other command.
 */
export const run: RunCommand = async (context) => {
  const { words, flags, home, json, terminal } = context
  const [name, ...values] = words
  if (name === undefined || values.length > 1) throw wrongWords(words)
  const setting = findSetting(name)
  const [given] = values
  const text = setting.secret ? await secretText(context, setting, given) : given
  if (text === undefined) throw wrongWords(words)
  const value = checked(context, setting, text)
  const [first] = configPaths(flags, context)
  const isGlobal = flags.get('global') === true
  const path = isGlobal ? join(home, '.config', 'ig', 'config.toml') : (first?.path ?? 'ig.toml')
  changeConfigFile(path, new Map([[setting.name, value]]))
  const shown = maskValue(setting, value)
  if (json) terminal.stdout.write(jsonLine({ name: setting.name, value: shown, path }))
  for (const line of [
    ...(json ? [] : [`${setting.name} = ${shown} in ${path}`]),
    ...variablesBefore(context, setting),
    ...otherTrouble(path),
  ]) {
    terminal.stderr.write(`${escapeControl(line)}\n`)
  }
  return EXIT.ok
}

/** As the table takes it from a flag. @throws IgError E_SETTING */
function checked({ home, cwd }: CommandContext, setting: Setting, text: string) {
  const flags = new Map([[setting.name, { text, spelling: `config set ${setting.name}` }]])
  const { values } = resolveSettings({ flags, env: {}, files: [], home, cwd })
  return (values as Readonly<Record<string, unknown>>)[setting.name] as string | number | boolean | string[]
}

/** A secret comes from the standard input, or is typed where nobody sees it. */
async function secretText(
  { stdin, terminal }: CommandContext,
  { name }: Setting,
  given: string | undefined,
): Promise<string> {
  if (given !== undefined) {
    throw new IgError({
      code: 'E_SECRET_FLAG',
      message: 'A secret is not taken from the command line, which other users of the machine can read.',
      values: { setting: name },
      hint: `Leave it away: \`pnpm miner config set ${name}\` asks for it, or reads it from the standard input.`,
    })
  }
  if (stdin.isTTY) {
    const prompter = createPrompter({ terminal, stdin })
    const typed = await prompter.password({
      message: `The value of ${name}`,
      flag: 'it on the standard input',
    })
    return typed.trim()
  }
  let text = ''
  for await (const chunk of stdin.setEncoding('utf8')) text += chunk
  return text.trim()
}

function wrongWords(words: readonly string[]): IgError {
  return new IgError({
    code: 'E_ARGUMENT',
    message: 'A setting and its value are to be named.',
    values: { words: words.length },
    hint: 'Write `pnpm miner config set axon.port 8092`; a text with spaces stands in quotes.',
  })
}

function variablesBefore({ env }: CommandContext, setting: Setting): string[] {
  const names = environmentNames(setting).flatMap((name) =>
    setting.secret ? [name, `${name}_FILE`] : [name],
  )
  const inTheWay = names.find((name) => env[name])
  return inTheWay ? [`${inTheWay} in the environment goes before it.`] : []
}

/** What else is wrong with the file, which the next command would stop at. */
function otherTrouble(path: string): string[] {
  try {
    readConfigFile(path, { required: true })
    return []
  } catch (error) {
    return [`It still has a fault: ${error instanceof Error ? error.message : String(error)}`]
  }
}
