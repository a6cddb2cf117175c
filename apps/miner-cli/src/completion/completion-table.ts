import type { Command } from '../commands/command.ts'
import { commands, globalFlags } from '../commands/command-list.ts'
import { namedSettings } from '../commands/command-settings.ts'
import { flagKey, type Setting, shownFlag } from '../settings/setting.ts'
import { settingsTable } from '../settings/settings-table.ts'
import { acceptedValues } from './accepted-values.ts'

/** Something that may be typed next. */
export interface Proposal {
  readonly value: string
  /** For shells that show it beside the value. */
  readonly doc: string
}

/** What the value of a flag may be: one of a few, something that the shell finds on the disk, or anybody's guess. */
export type ValueSource = readonly Proposal[] | 'files' | 'wallets' | 'hotkeys' | 'unknown'

/** All that completion knows, the same for every shell. */
export interface CompletionTable {
  /** What may follow these words, by the words; '' for the beginning. */
  readonly words: ReadonlyMap<string, readonly Proposal[]>
  /** The flags of each command by its name; '' for those of all. */
  readonly flags: ReadonlyMap<string, readonly Proposal[]>
  /** By the flag with `-` for `.` and `_`; a switch is not in it. */
  readonly values: ReadonlyMap<string, ValueSource>
}

const SHELLS = ['bash', 'zsh', 'fish'] as const

/** Made from the list of commands and the table of settings, so that what is new there is completed, too. */
export function completionTable(): CompletionTable {
  return { words: wordTable(), flags: flagTable(), values: valueTable() }
}

function wordTable(): Map<string, readonly Proposal[]> {
  const table = new Map<string, Proposal[]>()
  const add = (typed: string, proposal: Proposal) => {
    const standing = table.get(typed) ?? []
    if (!standing.some(({ value }) => value === proposal.value)) table.set(typed, [...standing, proposal])
  }
  for (const { name, doc, sameAs } of commands) {
    if (sameAs !== undefined) continue
    const words = name.split(' ')
    const last = words.length - 1
    for (const [index, value] of words.entries()) {
      const group = `Commands on ${words[0]}.`
      add(words.slice(0, index).join(' '), { value, doc: index === last ? doc : group })
    }
  }
  add('', { value: 'help', doc: 'Print the commands, or the help of one.' })
  for (const proposal of table.get('') ?? []) if (proposal.value !== 'help') add('help', proposal)
  for (const value of SHELLS) add('completion', { value, doc: `The script for ${value}.` })
  for (const setting of settingsTable as readonly Setting[]) {
    const { name, doc } = setting
    add('config get', { value: name, doc })
    add('config set', { value: name, doc })
    if (setting.secret) continue
    for (const value of acceptedValues(setting)) add(`config set ${name}`, { value, doc: '' })
  }
  return table
}

function flagTable(): Map<string, readonly Proposal[]> {
  const general = globalFlags.map(({ name, doc }) => ({ value: `--${name}`, doc }))
  const own = (command: Command) => [
    ...command.flags.map(({ name, doc }) => ({ value: `--${name}`, doc })),
    ...namedSettings(command.settings)
      .flatMap(({ settings }) => settings)
      .map((setting) => ({ value: shownFlag(setting), doc: setting.doc })),
  ]
  return new Map<string, readonly Proposal[]>([
    ['', general],
    ...commands.map((command) => [command.name, [...own(command), ...general]] as const),
  ])
}

function valueTable(): Map<string, ValueSource> {
  const table = new Map<string, ValueSource>()
  for (const flag of [...globalFlags, ...commands.flatMap(({ flags }) => flags)]) {
    if (flag.kind !== 'text') continue
    const given = (flag.values ?? []).map((value) => ({ value, doc: '' }))
    const source = given.length > 0 ? given : isFileFlag(flag.name) ? 'files' : 'unknown'
    if (!table.has(flagKey(flag.name)) || source !== 'unknown') table.set(flagKey(flag.name), source)
  }
  for (const setting of settingsTable as readonly Setting[]) {
    if (setting.secret || setting.kind === 'switch') continue
    for (const name of [setting.name, ...(setting.aliases ?? [])]) table.set(flagKey(name), sourceOf(setting))
  }
  return table
}

const FILE_FLAGS: readonly string[] = [
  'config',
  'predictions',
  'questions',
  'fit',
  'out',
  'from',
  'forecasts',
  'resolutions',
]

function isFileFlag(name: string): boolean {
  return FILE_FLAGS.includes(name)
}

function sourceOf(setting: Setting): ValueSource {
  if (setting.name === 'wallet.name') return 'wallets'
  if (setting.name === 'wallet.hotkey') return 'hotkeys'
  if (setting.kind === 'path') return 'files'
  const values = acceptedValues(setting).map((value) => ({ value, doc: '' }))
  return values.length > 0 ? values : 'unknown'
}
