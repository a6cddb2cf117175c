import { IgError } from '@ig/errors'
import type { Command } from './commands/command.ts'
import { helpText } from './commands/help-text.ts'
import { flagWithoutUse, readCommandLine } from './commands/read-command-line.ts'
import { EXIT, exitCodeOf } from './output/exit-code.ts'
import { fitLines } from './output/fit-lines.ts'
import { printError } from './output/print-error.ts'
import { printWidth } from './output/print-width.ts'
import { createRedactor } from './output/redact.ts'
import { secretTexts } from './output/secret-texts.ts'
import type { Surroundings } from './process/surroundings.ts'
import type { CommandLine } from './settings/parse-command-line.ts'
import { readSettings } from './settings/read-settings.ts'
import { type ResolvedSettings, resolveSettings } from './settings/resolve-settings.ts'
import { settingsTable } from './settings/settings-table.ts'

/** Runs one command line and gives the exit code. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings
  // A secret that was in use once stays masked, whatever the files say by now.
  const secrets = new Set<string>()
  const fingerprints = new Set<string>()
  let mask = createRedactor([], fingerprints)
  const redact = (text: string) => mask(text)
  surroundings.onRedactor?.(redact)
  try {
    for (const password of await environmentPasswords(surroundings.env)) secrets.add(password)
    const { command, line, group, isHelp } = readCommandLine(argv)
    if (command === null || isHelp) {
      const stream = terminal[isHelp ? 'stdout' : 'stderr']
      stream.write(fitLines(helpText(command, group), printWidth(stream, surroundings.env)))
      return isHelp ? EXIT.ok : EXIT.usage
    }
    const reread = (byFilesAlone?: ReadonlySet<string>) => {
      const resolved = settingsOf(command, line, surroundings, byFilesAlone)
      for (const secret of secretsOf(resolved)) secrets.add(secret)
      mask = createRedactor([...secrets], fingerprints)
      return resolved
    }
    const { values: settings, sources } =
      command.configuration === 'judged' ? readOrDefaults(reread, surroundings) : reread()
    const { run } = await command.load()
    return await run({
      ...surroundings,
      settings,
      sources,
      reread,
      words: line.words.slice(command.name.split(' ').length),
      flags: line.own,
      json: line.own.get('json') === true,
      redact,
      knownSecrets: () => ({ secrets: [...secrets], fingerprints: [...fingerprints] }),
      recognise: (prints) => {
        for (const print of prints) fingerprints.add(print)
      },
    })
  } catch (error) {
    printError(error, { terminal, json: argv.includes('--json'), redact })
    return exitCodeOf(error)
  }
}

/**
 * The settings that a command is given.
 *
 * @throws IgError E_FLAG for a setting by flag where the command reads none.
 */
function settingsOf(
  command: Command,
  line: CommandLine,
  surroundings: Surroundings,
  byFilesAlone?: ReadonlySet<string>,
): ResolvedSettings {
  if (command.configuration !== 'unread') {
    return readSettings(line, surroundings, {
      mayBeMissing: command.configuration === 'written',
      byFilesAlone,
    })
  }
  const [flag] = line.settings.values()
  if (flag !== undefined) throw flagWithoutUse(command.name, flag.spelling)
  return resolveSettings({ ...surroundings, flags: new Map(), env: {}, files: [] })
}

/** For a command that says what is wrong with the settings: defaults, where something is. */
function readOrDefaults(read: () => ResolvedSettings, surroundings: Surroundings): ResolvedSettings {
  try {
    return read()
  } catch (error) {
    if (!IgError.isInstance(error)) throw error
    return resolveSettings({ ...surroundings, flags: new Map(), env: {}, files: [] })
  }
}

/** The passwords of key files that the environment holds as btcli writes them, and what it holds. */
async function environmentPasswords(env: Surroundings['env']): Promise<string[]> {
  const variables = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith('BT_PW_') && value ? ([[name, value]] as const) : [],
  )
  if (variables.length === 0) return []
  const { decodeEnvironmentPassword } = await import('@ig/wallet')
  return variables.flatMap(([name, value]) => [value, decodeEnvironmentPassword(name, value) ?? value])
}

function secretsOf({ values }: ResolvedSettings): string[] {
  return settingsTable
    .filter((setting) => setting.secret)
    .flatMap((setting) => secretTexts(values[setting.name]))
}
