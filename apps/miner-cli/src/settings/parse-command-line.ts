import { parseArgs } from 'node:util'
import { IgError } from '@ig/errors'
import { nearest } from './nearest.ts'
import type { FlagValue } from './resolve-settings.ts'
import { environmentNames, flagKey, type Setting, shownFlag } from './setting.ts'
import { settingsTable } from './settings-table.ts'

/** A flag of the command line itself, beside the settings. */
export interface OwnFlag {
  readonly name: string
  readonly kind: 'text' | 'switch'
  readonly short?: string
  readonly doc: string
  /** What a text may be, for completion, where it is one of a few. */
  readonly values?: readonly string[]
}

/** The words of a command line, sorted: what to do, settings by name, own flags by name. */
export interface CommandLine {
  readonly words: readonly string[]
  readonly settings: ReadonlyMap<string, FlagValue>
  readonly own: ReadonlyMap<string, string | boolean>
}

/** Flags of the Python miner that mean nothing here, and what to do instead. */
const retired: Readonly<Record<string, string>> = {
  'neuron-name': 'Name the data folder with --data-dir.',
  'neuron-device': 'Leave it away: nothing here runs on a device.',
  'neuron-events-retention-size': 'Leave it away: events are kept in a database in --data-dir.',
  'neuron-dont-save-events': 'Leave it away, and use a --data-dir that you delete afterwards.',
  'logging-record-log': 'Use --logging.logging_dir DIR.',
}

interface KnownFlag {
  readonly kind: 'text' | 'switch'
  readonly setting?: Setting
  readonly own?: OwnFlag
}

/**
 * Sorts a command line. `--a.b`, `--a-b` and `--a_b` are one flag, a bare `--` is passed over, of a repeated flag
 * the last counts.
 *
 * @throws IgError E_FLAG for an unknown flag, naming the nearest, or one without its value; E_SECRET_FLAG for a
 * secret.
 */
export function parseCommandLine(argv: readonly string[], ownFlags: readonly OwnFlag[]): CommandLine {
  const typed = argv.filter((argument) => argument !== '--')
  const known = knownFlags(ownFlags)
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = {}
  for (const [key, flag] of known) {
    const short =
      flag.own?.short ?? (key === flagKey(flag.setting?.name ?? '') ? flag.setting?.short : undefined)
    options[key] = { type: flag.kind === 'switch' ? 'boolean' : 'string', ...(short && { short }) }
  }
  const { tokens } = parseArgs({
    args: typed.map(canonical),
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const words: string[] = []
  const settings = new Map<string, FlagValue>()
  const own = new Map<string, string | boolean>()
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const spelling = (typed[token.index] ?? token.rawName).replace(/=.*$/s, '')
    const { flag, negated } = lookUp(token.name, known, spelling)
    const value = flagValue(flag, negated, token.value, token.inlineValue === true, spelling)
    if (flag.setting) settings.set(flag.setting.name, { text: value, spelling })
    else if (flag.own) own.set(flag.own.name, value)
  }
  return { words, settings, own }
}

function knownFlags(ownFlags: readonly OwnFlag[]): Map<string, KnownFlag> {
  const known = new Map<string, KnownFlag>()
  for (const setting of settingsTable as readonly Setting[]) {
    const kind = setting.kind === 'switch' ? 'switch' : 'text'
    for (const flag of [setting.name, ...(setting.aliases ?? [])]) known.set(flagKey(flag), { kind, setting })
  }
  for (const own of ownFlags) known.set(flagKey(own.name), { kind: own.kind, own })
  return known
}

function canonical(argument: string): string {
  if (!argument.startsWith('--')) return argument
  const equals = argument.indexOf('=')
  return equals < 0 ? flagKey(argument) : flagKey(argument.slice(0, equals)) + argument.slice(equals)
}

function lookUp(key: string, known: ReadonlyMap<string, KnownFlag>, spelling: string) {
  const flag = known.get(key)
  if (flag?.setting?.secret) {
    const variable = flag.setting.env?.[0] ?? environmentNames(flag.setting)[0]
    throw new IgError({
      code: 'E_SECRET_FLAG',
      message: 'A secret is not taken from a flag, because other users of the machine can read flags.',
      values: { flag: spelling },
      hint: `Set ${variable} or ${variable}_FILE in the environment.`,
    })
  }
  if (flag) return { flag, negated: false }
  const positive = key.startsWith('no-') ? known.get(key.slice(3)) : undefined
  if (positive?.kind === 'switch') return { flag: positive, negated: true }
  const instead = retired[key]
  const meant = nearest(key, known.keys())
  const meantFlag = meant === null ? undefined : known.get(meant)
  const meantName = meantFlag?.setting
    ? shownFlag(meantFlag.setting)
    : meantFlag?.own && `--${meantFlag.own.name}`
  throw new IgError({
    code: 'E_FLAG',
    message: instead ? 'This flag of the Python miner does nothing here.' : 'There is no such flag.',
    values: { flag: spelling },
    hint:
      instead ??
      (meantName
        ? `Did you mean ${meantName}? \`--help\` after the command lists its flags.`
        : '`--help` after the command lists its flags.'),
  })
}

function flagValue(
  flag: KnownFlag,
  negated: boolean,
  value: string | undefined,
  inline: boolean,
  spelling: string,
): string | boolean {
  if (flag.kind === 'switch' && value === undefined) return !negated
  // `--axon.port --json` means a forgotten value, not the value "--json"; `--a=--b` says what it means.
  const forgotten = value === undefined || (!inline && /^--?[a-z]/i.test(value))
  if (!forgotten && !negated) return value
  throw new IgError({
    code: 'E_FLAG',
    message: negated ? 'A flag that begins with --no- takes no value.' : 'The flag needs a value.',
    values: { flag: spelling },
    hint: negated ? `Write ${spelling} alone.` : `Write ${spelling} VALUE.`,
  })
}
