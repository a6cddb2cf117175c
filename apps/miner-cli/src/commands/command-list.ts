import type { OwnFlag } from '../settings/parse-command-line.ts'
import { chainCommands } from './chain-command-list.ts'
import type { Command } from './command.ts'
import { configCommands } from './config-command-list.ts'
import { dataCommands } from './data-command-list.ts'
import { forecastingCommands } from './forecasting-command-list.ts'
import { init } from './init-command.ts'
import { researchCommands } from './research-command-list.ts'
import { runningCommands } from './running-command-list.ts'
import { walletCommands } from './wallet-command-list.ts'

/** Flags of every command, beside the settings. */
export const globalFlags: readonly OwnFlag[] = [
  { name: 'json', kind: 'switch', doc: 'Print JSON.' },
  { name: 'config', kind: 'text', doc: 'Read settings from this TOML file first.' },
  { name: 'help', kind: 'switch', short: 'h', doc: 'Print this.' },
  { name: 'version', kind: 'switch', doc: 'Print the version.' },
]

/** Every command there is, in the groups and in the order in which they are listed. */
export const commandGroups: readonly { readonly title: string; readonly commands: readonly Command[] }[] = [
  { title: 'set up and run', commands: [init, ...runningCommands] },
  { title: 'keys', commands: walletCommands },
  { title: 'chain', commands: chainCommands },
  { title: 'forecasts', commands: [...forecastingCommands, ...researchCommands] },
  { title: 'data', commands: dataCommands },
  { title: 'settings', commands: configCommands },
]

export const commands: readonly Command[] = commandGroups.flatMap((group) => group.commands)
