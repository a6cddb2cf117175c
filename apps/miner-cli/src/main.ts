import { join, resolve } from 'node:path'
import { IgError } from '@ig/errors'
import { type Command, commands, globalFlags } from './commands/command-list.ts'
import { helpText } from './commands/help-text.ts'
import { EXIT, exitCodeOf } from './output/exit-code.ts'
import { printError } from './output/print-error.ts'
import { createRedactor } from './output/redact.ts'
import type { Surroundings } from './process/surroundings.ts'
import { nearest } from './settings/nearest.ts'
import { type CommandLine, parseCommandLine } from './settings/parse-command-line.ts'
import { readConfigFile } from './settings/read-config-file.ts'
import { type ResolvedSettings, resolveSettings } from './settings/resolve-settings.ts'
import { settingsTable } from './settings/settings-table.ts'

/** Runs one command line and gives the exit code. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings
  let redact = createRedactor([])
  try {
    const { command, line } = readCommandLine(argv)
    if (command === null || line.own.get('help') === true) {
      const asked = line.own.get('help') === true || line.words[0] === 'help'
      terminal[asked ? 'stdout' : 'stderr'].write(helpText(command))
      return asked ? EXIT.ok : EXIT.usage
    }
    const resolved = readSettings(line, surroundings)
    redact = createRedactor(secretsOf(resolved))
    return await runCommand(command, line, resolved, surroundings, redact)
  } catch (error) {
    printError(error, { terminal, json: argv.includes('--json'), redact })
    return exitCodeOf(error)
  }
}

async function runCommand(
  command: Command,
  line: CommandLine,
  resolved: ResolvedSettings,
  surroundings: Surroundings,
  redact: (text: string) => string,
): Promise<number> {
  const { run } = await command.load()
  return run({
    ...surroundings,
    settings: resolved.values,
    sources: resolved.sources,
    words: line.words.slice(command.name.split(' ').length),
    flags: line.own,
    json: line.own.get('json') === true,
    redact,
  })
}

function readCommandLine(argv: readonly string[]): { command: Command | null; line: CommandLine } {
  const everyFlag = [...globalFlags, ...commands.flatMap((command) => ownFlags(command, argv))]
  const line = parseCommandLine(argv, everyFlag)
  if (line.own.get('version') === true)
    return { command: findCommand(['version']), line: { ...line, words: ['version'] } }
  const command = findCommand(line.words)
  if (
    command !== null ||
    line.words.length === 0 ||
    line.words[0] === 'help' ||
    line.own.get('help') === true
  ) {
    refuseForeignFlags(command, line)
    return { command, line }
  }
  throw noSuchCommand(line.words)
}

/** `--seed` is a secret that no flag may carry, but for a command that has a flag of this name. */
function ownFlags({ name, flags }: Command, argv: readonly string[]): Command['flags'] {
  if (name.split(' ').every((word) => argv.includes(word))) return flags
  const secrets = settingsTable.filter(({ secret }) => secret).flatMap(({ aliases = [] }) => aliases)
  return flags.filter((flag) => !secrets.includes(flag.name))
}

function noSuchCommand(given: readonly string[]): IgError {
  const words = given.slice(0, 2).join(' ')
  const group = commands.flatMap(({ name }) =>
    name.startsWith(`${words} `) ? [name.slice(words.length + 1)] : [],
  )
  const meant = nearest(
    words,
    commands.map(({ name }) => name),
  )
  const advice =
    group.length > 0
      ? `After \`${words}\` comes ${group.join(', ')}. `
      : meant
        ? `Did you mean \`${meant}\`? `
        : ''
  return new IgError({
    code: 'E_COMMAND',
    message: 'There is no such command.',
    values: { command: words },
    hint: `${advice}\`pnpm miner --help\` lists the commands.`,
  })
}

function findCommand(words: readonly string[]): Command | null {
  return commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' ')) ?? null
}

/** A flag of another command would be silently without effect. */
function refuseForeignFlags(command: Command | null, line: CommandLine): void {
  if (command === null) return
  const allowed = new Set([...globalFlags, ...command.flags].map(({ name }) => name))
  for (const flag of line.own.keys()) {
    if (allowed.has(flag)) continue
    throw new IgError({
      code: 'E_FLAG',
      message: `The command ${command.name} has no such flag.`,
      values: { flag: `--${flag}` },
      hint: `\`pnpm miner ${command.name} --help\` lists its flags.`,
    })
  }
}

function readSettings(line: CommandLine, { env, home, cwd }: Surroundings): ResolvedSettings {
  const named = line.own.get('config')
  const files = [
    typeof named === 'string' ? readConfigFile(resolve(cwd, named), { required: true }) : null,
    readConfigFile(join(cwd, 'ig.toml'), { required: false }),
    readConfigFile(join(home, '.config', 'ig', 'config.toml'), { required: false }),
  ].filter((file) => file !== null)
  return resolveSettings({
    flags: line.settings,
    env,
    files,
    home,
    cwd,
  })
}

function secretsOf({ values }: ResolvedSettings): string[] {
  return settingsTable
    .filter((setting) => setting.secret)
    .map((setting) => values[setting.name])
    .filter((value) => typeof value === 'string')
}
