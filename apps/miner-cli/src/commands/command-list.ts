import type { Terminal } from '../output/terminal.ts'
import type { OwnFlag } from '../settings/parse-command-line.ts'
import type { Settings } from '../settings/settings-table.ts'
import { chainCommands } from './chain-command-list.ts'
import { walletCommands } from './wallet-command-list.ts'

/** What a command is given. */
export interface CommandContext {
  readonly settings: Settings
  /** Where each setting's value came from. */
  readonly sources: ReadonlyMap<string, string>
  /** The words after the command's name. */
  readonly words: readonly string[]
  readonly flags: ReadonlyMap<string, string | boolean>
  readonly json: boolean
  readonly terminal: Terminal
  readonly redact: (text: string) => string
}

/** Runs to its end and gives the exit code. */
export type RunCommand = (context: CommandContext) => Promise<number>

/** A command as data; its code is loaded when it is called, so that none pays for another's libraries. */
export interface Command {
  readonly name: string
  /** What stands after the name. */
  readonly usage: string
  readonly doc: string
  /** The command that this is another name of; the list of commands leaves it out. */
  readonly sameAs?: string
  /** Lines for its own help. */
  readonly notes?: readonly string[]
  readonly flags: readonly OwnFlag[]
  readonly load: () => Promise<{ readonly run: RunCommand }>
}

/** Flags of every command, beside the settings. */
export const globalFlags: readonly OwnFlag[] = [
  { name: 'json', kind: 'switch', doc: 'Print JSON.' },
  { name: 'config', kind: 'text', doc: 'Read settings from this TOML file first.' },
  { name: 'help', kind: 'switch', short: 'h', doc: 'Print this.' },
  { name: 'version', kind: 'switch', doc: 'Print the version.' },
]

/** Every command there is. */
export const commands: readonly Command[] = [
  {
    name: 'start',
    usage: '',
    doc: 'Run the miner. Without settings: network sandbox, with a local validator that asks.',
    flags: [],
    load: () => import('./start.ts'),
  },
  {
    name: 'status',
    usage: '',
    doc: 'Show what the running miner is doing.',
    flags: [],
    load: () => import('./status.ts'),
  },
  ...walletCommands,
  ...chainCommands,
  {
    name: 'forecast',
    usage: '"<question>"',
    doc: 'Make one forecast.',
    flags: [
      { name: 'as-of', kind: 'text', doc: 'Forecast as of this date; default now.' },
      { name: 'cutoff', kind: 'text', doc: 'The date by which the question is decided.' },
      { name: 'background', kind: 'text', doc: 'Text that the forecaster should know.' },
    ],
    load: () => import('./forecast.ts'),
  },
  {
    name: 'backtest',
    usage: '',
    doc: 'Judge stored predictions, the market or the forecaster against what came true.',
    flags: [
      {
        name: 'predictions',
        kind: 'text',
        doc: 'JSON Lines of { question, crowd, base[], finetuned[], finetuned_other[], outcome }.',
      },
      {
        name: 'questions',
        kind: 'text',
        doc: 'JSON Lines of { id, question, asOf, cutoff, crowd, source, outcome }: forecast them; with --forecaster market judge their prices.',
      },
      {
        name: 'fit',
        kind: 'text',
        doc: 'Fit on this file and on nothing else: of the same form, for forecasts one of stored predictions; default: cross-validation by question.',
      },
      { name: 'concurrency', kind: 'text', doc: 'Model calls in flight; default 8.' },
      { name: 'offline', kind: 'switch', doc: 'Ask neither models nor news nor markets.' },
      { name: 'out', kind: 'text', doc: 'Write every forecast, the figures and a plot into this folder.' },
      { name: 'resume', kind: 'switch', doc: 'Keep the forecasts that are in the folder of --out.' },
    ],
    load: () => import('./backtest.ts'),
  },
  {
    name: 'config explain',
    usage: '',
    doc: 'Print every setting, its value and where it came from.',
    flags: [],
    load: () => import('./config-explain.ts'),
  },
  {
    name: 'import-python',
    usage: '<folder or files>',
    doc: 'Take over miner-events.json and .miner-cache.json of the Python miner.',
    flags: [],
    load: () => import('./import-python.ts'),
  },
  {
    name: 'version',
    usage: '',
    doc: 'Print the version.',
    flags: [],
    load: () => import('./version.ts'),
  },
]
