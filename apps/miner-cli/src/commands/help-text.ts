import { type Setting, shownFlag } from '../settings/setting.ts'
import type { Command } from './command.ts'
import { commandGroups, commands, globalFlags } from './command-list.ts'
import { namedSettings } from './command-settings.ts'

/**
 * What `--help` prints: all commands, those of a group such as `wallet`, or one with its flags and the settings that it
 * uses, which are flags too.
 */
export function helpText(command: Command | null, group: string | null = null): string {
  const usage =
    command === null
      ? [
          `usage: pnpm miner ${group === null ? '<command>' : `${group} <command>`} [flags]`,
          ...commandLines(group),
        ]
      : [
          `usage: pnpm miner ${command.name} ${command.usage}`.trim(),
          '',
          command.doc,
          ...(command.notes ? ['', ...command.notes] : []),
          '',
          'examples:',
          ...command.examples.map((example) => `  ${example}`),
        ]
  const own = [...(command?.flags ?? []), ...globalFlags].map(
    ({ name, kind, short, doc }): [string, string] => [
      `--${name}${short ? `, -${short}` : ''}${kind === 'text' ? ' VALUE' : ''}`,
      doc,
    ],
  )
  const groups = namedSettings(command?.settings ?? [])
  return `${[
    ...usage,
    '',
    'flags:',
    ...columns(own),
    ...groups.flatMap(({ title, settings }) => ['', `${title}:`, ...columns(settings.map(settingRow))]),
    '',
    ...(groups.length > 0 ? ['What stands in groups are settings: by flag, IG_* variable or ig.toml.'] : []),
    ...(command === null ? ['`--help` after a command shows its flags, its settings and examples.'] : []),
    '`pnpm miner config explain` prints every setting with its value; docs/configuration.md tells of each.',
  ].join('\n')}\n`
}

/** Every command under the title of its group, or under one title those whose names begin with a word. */
function commandLines(word: string | null): string[] {
  const groups =
    word === null
      ? commandGroups
      : [{ title: 'commands', commands: commands.filter(({ name }) => name.startsWith(`${word} `)) }]
  return groups.flatMap(({ title, commands: all }) => {
    const rows = all
      .filter(({ sameAs }) => sameAs === undefined)
      .map(({ name, usage, doc }): [string, string] => [`${name} ${usage}`.trim(), doc])
    return ['', `${title}:`, ...columns(rows)]
  })
}

function settingRow(setting: Setting): [string, string] {
  const short = setting.short ? `, -${setting.short}` : ''
  return [`${shownFlag(setting)}${short}${setting.kind === 'switch' ? '' : ' VALUE'}`, setting.doc]
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`)
}
