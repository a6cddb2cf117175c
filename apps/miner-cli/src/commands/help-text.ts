import { type Setting, shownFlag } from '../settings/setting.ts'
import { settingsTable } from '../settings/settings-table.ts'
import { type Command, commands, globalFlags } from './command-list.ts'

/** What `--help` prints: all commands, or one with its flags; the settings are flags of each. */
export function helpText(command: Command | null): string {
  const usage =
    command === null
      ? [
          'usage: pnpm miner <command> [flags]',
          '',
          'commands:',
          ...columns(
            commands
              .filter(({ sameAs }) => sameAs === undefined)
              .map((one) => [`${one.name} ${one.usage}`.trim(), one.doc]),
          ),
        ]
      : [
          `usage: pnpm miner ${command.name} ${command.usage}`.trim(),
          '',
          command.doc,
          ...(command.notes ?? []),
        ]
  const own = [...(command?.flags ?? []), ...globalFlags].map(
    ({ name, kind, short, doc }): [string, string] => [
      `--${name}${short ? `, -${short}` : ''}${kind === 'text' ? ' VALUE' : ''}`,
      doc,
    ],
  )
  const settings = (settingsTable as readonly Setting[])
    .filter((setting) => !setting.secret)
    .map((setting): [string, string] => [
      `${shownFlag(setting)}${setting.short ? `, -${setting.short}` : ''}${setting.kind === 'switch' ? '' : ' VALUE'}`,
      setting.doc,
    ])
  return `${[
    ...usage,
    '',
    'flags:',
    ...columns(own),
    '',
    'settings (by flag, IG_* variable or ig.toml; docs/configuration.md tells more):',
    ...columns(settings),
  ].join('\n')}\n`
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`)
}
