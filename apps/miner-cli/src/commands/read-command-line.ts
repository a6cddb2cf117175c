import { IgError } from '@ig/errors'
import { nearest } from '../settings/nearest.ts'
import { type CommandLine, parseCommandLine } from '../settings/parse-command-line.ts'
import { settingsTable } from '../settings/settings-table.ts'
import type { Command } from './command.ts'
import { commands, globalFlags } from './command-list.ts'

/** A command line as it was meant: which command, and what stands beside its name. */
export interface ReadCommandLine {
  /** Null where the list of commands is to be shown. */
  readonly command: Command | null
  readonly line: CommandLine
  /** The first word of commands that are asked about together, as `wallet`. */
  readonly group: string | null
  /** What is printed instead of run, because somebody asks. */
  readonly isHelp: boolean
}

/**
 * Finds the command and sorts its flags.
 *
 * @throws IgError E_COMMAND and E_FLAG, naming what is nearest; E_SECRET_FLAG.
 */
export function readCommandLine(argv: readonly string[]): ReadCommandLine {
  const everyFlag = [...globalFlags, ...commands.flatMap((command) => ownFlags(command, argv))]
  const line = parseCommandLine(argv, everyFlag)
  if (line.own.get('version') === true)
    return {
      command: findCommand(['version']),
      line: { ...line, words: ['version'] },
      group: null,
      isHelp: false,
    }
  const { words, isHelp } = askedWords(line)
  const command = findCommand(words)
  if (command === null && words.length > 0) {
    const group = words.join(' ')
    if (isHelp && commands.some(({ name }) => name.startsWith(`${group} `))) {
      return { command, line, group, isHelp }
    }
    throw noSuchCommand(words)
  }
  if (!isHelp) refuseForeignFlags(command, line)
  return { command, line, group: null, isHelp }
}

/** `help register` is `register --help`. */
function askedWords({ words, own }: CommandLine): { words: readonly string[]; isHelp: boolean } {
  if (words[0] === 'help') return { words: words.slice(1), isHelp: true }
  return { words, isHelp: own.get('help') === true }
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
    if (!allowed.has(flag)) throw flagWithoutUse(command.name, `--${flag}`)
  }
}

/** A flag that the command would pass over. */
export function flagWithoutUse(command: string, flag: string): IgError {
  return new IgError({
    code: 'E_FLAG',
    message: `The command ${command} has no such flag.`,
    values: { flag },
    hint: `\`pnpm miner ${command} --help\` lists its flags.`,
  })
}
