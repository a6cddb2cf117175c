import type { KnownSecrets } from '../output/redact.ts'
import type { Surroundings } from '../process/surroundings.ts'
import type { OwnFlag } from '../settings/parse-command-line.ts'
import type { ResolvedSettings } from '../settings/resolve-settings.ts'
import type { Settings } from '../settings/settings-table.ts'
import { chainCommands } from './chain-command-list.ts'
import { CHAIN, DATA_FOLDER, FORECASTING, LOG, type SettingNames, WALLET } from './command-settings.ts'
import { configCommands } from './config-command-list.ts'
import { init } from './init-command.ts'
import { researchCommands } from './research-command-list.ts'
import { simulateCommands } from './simulate-command-list.ts'
import { walletCommands } from './wallet-command-list.ts'

/** What a command is given. */
export interface CommandContext extends Surroundings {
  readonly settings: Settings
  /** Where each setting's value came from. */
  readonly sources: ReadonlyMap<string, string>
  /**
   * Reads the settings again as they were read: files may have changed. Those that are named count as the files say,
   * whatever flags and environment hold. Throws what the first reading would.
   */
  readonly reread: (byFilesAlone?: ReadonlySet<string>) => ResolvedSettings
  /** The words after the command's name. */
  readonly words: readonly string[]
  readonly flags: ReadonlyMap<string, string | boolean>
  readonly json: boolean
  readonly redact: (text: string) => string
  /** What `redact` masks by now, for another thread. */
  readonly knownSecrets: () => KnownSecrets
  /** Makes `redact` mask what has one of these fingerprints, too: keys, which nobody keeps as text. */
  readonly recognise: (fingerprints: readonly string[]) => void
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
  /** Whole command lines for its own help, the most usual first; a test holds that each can be parsed. */
  readonly examples: readonly string[]
  readonly flags: readonly OwnFlag[]
  /** The settings that its help shows: those that it uses. Every command takes all of them. */
  readonly settings: SettingNames
  /**
   * `written`: the file of --config may be missing. `unread`: it works whatever the settings are, on defaults. `judged`:
   * the same where they cannot be read, which it finds out by `reread`.
   */
  readonly configuration?: 'written' | 'unread' | 'judged'
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
  init,
  {
    name: 'start',
    usage: '',
    doc: 'Run the miner. Without settings: network sandbox, with a local validator that asks.',
    examples: [
      'pnpm miner start',
      'pnpm miner start --netuid 2 --subtensor.network local --wallet.name miner --wallet.hotkey default',
      'pnpm miner start --forecaster ./my-strategy.ts --axon.port 8091 --log.format json',
    ],
    flags: [],
    settings: [
      ...CHAIN,
      'netuid',
      ...WALLET,
      'data_dir',
      'chain.',
      'axon.',
      'blacklist.',
      ...FORECASTING,
      'report.',
      'budget.max_cost_usd_per_day',
      'markets.poll_seconds',
      'events.',
      'sandbox.',
      'dashboard.',
      'notices.',
      'otel.',
      ...LOG,
    ],
    load: () => import('./start.ts'),
  },
  {
    name: 'status',
    usage: '',
    doc: 'Show whether the running miner earns or why not, and what it does.',
    examples: [
      'pnpm miner status',
      'pnpm miner status --watch',
      'pnpm miner status --netuid 2 --subtensor.network local --json',
    ],
    notes: ['exit codes: 0 well, 1 degraded, 4 not running, 130 Ctrl+C.'],
    flags: [
      { name: 'watch', kind: 'switch', short: 'w', doc: 'Show it again and again, until Ctrl+C.' },
      { name: 'interval', kind: 'text', doc: 'Seconds between two looks with --watch; default 2.' },
    ],
    settings: DATA_FOLDER,
    load: () => import('./status.ts'),
  },
  {
    name: 'dashboard',
    usage: '',
    doc: 'Show where the dashboard of the running miner is; without one, serve it from the data folder.',
    examples: [
      'pnpm miner dashboard',
      'pnpm miner dashboard --data-dir ~/.ig/finney-6-miner-default --dashboard.port 8095',
    ],
    notes: ['', 'exit codes: 0, 4 neither a miner nor anything stored here.'],
    flags: [],
    settings: [...DATA_FOLDER, 'dashboard.', 'logging.logging_dir'],
    load: () => import('./dashboard.ts'),
  },
  {
    name: 'logs',
    usage: '',
    doc: "Show the miner's log, whether it runs or not.",
    examples: [
      'pnpm miner logs --follow',
      'pnpm miner logs --level warn --since 2h',
      'pnpm miner logs --grep "poll 17" --lines all',
      'pnpm miner logs --since 2026-03-31 --json > march.jsonl',
    ],
    notes: ['exit codes: 0 lines shown, 1 none as asked for, 4 no log here, 130 Ctrl+C.'],
    flags: [
      {
        name: 'lines',
        kind: 'text',
        short: 'n',
        doc: 'The last so many, or all; default 50, with --since all.',
      },
      { name: 'follow', kind: 'switch', short: 'f', doc: 'Go on with what is added, until Ctrl+C.' },
      { name: 'level', kind: 'text', doc: 'From this level on: trace, debug, info, warn, error or fatal.' },
      { name: 'since', kind: 'text', doc: 'From this time on: 15m, 2h, 3d, or a date.' },
      { name: 'grep', kind: 'text', doc: 'Only lines with this text in them, in capitals or not.' },
    ],
    settings: [...DATA_FOLDER, 'logging.logging_dir'],
    load: () => import('./logs.ts'),
  },
  {
    name: 'doctor',
    usage: '',
    doc: 'Look at everything that a miner needs, and say what mends what is wrong.',
    notes: [
      '',
      'Without --online nobody is asked but this machine and the chosen chain. With it each model is asked for one token,',
      'each provider of news and each venue for one search, and a service on the internet for the address of this machine.',
      'Exit codes: 0 nothing failed, 1 something did, 3 with --strict where there are warnings.',
    ],
    examples: [
      'pnpm miner doctor',
      'pnpm miner doctor --online --subtensor.network test --netuid 155 --wallet.name miner --wallet.hotkey default',
      'pnpm miner doctor --json --strict',
    ],
    flags: [
      {
        name: 'online',
        kind: 'switch',
        doc: 'Ask models, news, venues and a second host too: it costs a fraction of a cent.',
      },
      { name: 'strict', kind: 'switch', doc: 'End with exit code 3 where there are warnings.' },
    ],
    settings: [
      ...CHAIN,
      'netuid',
      ...WALLET,
      'data_dir',
      'doctor.',
      'axon.ip',
      'axon.port',
      'axon.external_ip',
      'axon.external_port',
      'axon.ip_echo_url',
      'budget.max_cost_usd',
    ],
    configuration: 'judged',
    load: () => import('./doctor.ts'),
  },
  ...walletCommands,
  ...chainCommands,
  {
    name: 'forecast',
    usage: '"<question>"',
    doc: 'Make one forecast.',
    examples: [
      'pnpm miner forecast "Will it rain in Oslo on 1 May 2027?" --cutoff 2027-05-01',
      'pnpm miner forecast "Will the bill pass by June?" --as-of 2026-03-01 --preset deep --max-cost-usd 0.5 --json',
    ],
    flags: [
      { name: 'as-of', kind: 'text', doc: 'Forecast as of this date; default now.' },
      { name: 'cutoff', kind: 'text', doc: 'The date by which the question is decided.' },
      { name: 'background', kind: 'text', doc: 'Text that the forecaster should know.' },
    ],
    settings: [...FORECASTING, ...DATA_FOLDER, ...LOG],
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
      {
        name: 'demo',
        kind: 'switch',
        doc: 'Backtest 24 invented questions that come along, with all answers of news and model recorded: no key, no network.',
      },
      {
        name: 'compare',
        kind: 'text',
        doc: 'Ask several forecasters and judge them side by side: presets, models, PRESET@MODEL, market, strategy files, with commas.',
      },
      { name: 'concurrency', kind: 'text', doc: 'Model calls in flight; default 8.' },
      { name: 'offline', kind: 'switch', doc: 'Ask neither models nor news nor markets.' },
      {
        name: 'out',
        kind: 'text',
        doc: 'Write the report (HTML, SVG, CSV, JSON), every forecast and all that was asked into this folder.',
      },
      { name: 'resume', kind: 'switch', doc: 'Go on from what is in the folder of --out.' },
      {
        name: 'bootstraps',
        kind: 'text',
        doc: 'Draws of questions that intervals are made of; default 1000.',
      },
      { name: 'seed', kind: 'text', doc: 'The same whole number draws the same; default 1.' },
      { name: 'csv', kind: 'switch', doc: 'Print the scores as CSV.' },
    ],
    notes: ['docs/backtest.md tells what the files hold and what the figures mean.'],
    examples: [
      'pnpm miner backtest --demo --compare standard,fast,market --out demo',
      'pnpm miner backtest --predictions predictions.jsonl --out report',
      'pnpm miner backtest --questions questions.jsonl --out run-1',
      'pnpm miner backtest --questions questions.jsonl --out run-2 --compare fast,deep@gpt-4.1,market',
      'pnpm miner backtest --questions questions.jsonl --out run-2 --compare fast,deep@gpt-4.1,market --resume',
      'pnpm miner backtest --questions questions.jsonl --forecaster market --json',
    ],
    settings: FORECASTING,
    load: () => import('./backtest.ts'),
  },
  ...simulateCommands,
  {
    name: 'fit',
    usage: '',
    doc: 'Fit calibration, blend and threshold on what came true, and use what is proven to be better.',
    notes: [
      '',
      'Without --from it learns from the decided events in the data folder. A part is written only where the 95 %',
      'interval of its gain, cross-validated by question, is above zero; where no part is, the exit code is 1.',
    ],
    examples: [
      'pnpm miner fit --dry-run',
      'pnpm miner fit --data-dir ~/.ig/finney-6-miner-default --json',
      'pnpm miner fit --from run-1/forecasts.jsonl --out fit.json',
    ],
    flags: [
      {
        name: 'from',
        kind: 'text',
        doc: 'Fit on this file: JSON Lines of stored predictions, of priced questions, or the forecasts.jsonl of a backtest.',
      },
      {
        name: 'out',
        kind: 'text',
        doc: 'Write here; default forecast.fit_file, else fit.json in the data folder.',
      },
      { name: 'dry-run', kind: 'switch', doc: 'Show what would be written, and write nothing.' },
    ],
    settings: [...DATA_FOLDER, 'forecast.fit_file'],
    load: () => import('./fit.ts'),
  },
  ...researchCommands,
  ...configCommands,
  {
    name: 'completion',
    usage: 'bash|zsh|fish',
    doc: 'Print the script that lets a shell complete commands, flags, values and wallets.',
    notes: [
      'bash: a line in ~/.bashrc: source <(pnpm -s --dir THIS_FOLDER miner completion bash)',
      'zsh:  a line in ~/.zshrc, after compinit: source <(pnpm -s --dir THIS_FOLDER miner completion zsh)',
      'fish: pnpm -s miner completion fish > ~/.config/fish/completions/pnpm.fish',
    ],
    examples: ['pnpm miner completion bash', 'pnpm miner completion zsh', 'pnpm miner completion fish'],
    flags: [],
    settings: [],
    configuration: 'unread',
    load: () => import('./completion.ts'),
  },
  {
    name: 'notices test',
    usage: '',
    doc: 'Send one notice to the webhook, to see that it arrives.',
    notes: [
      'The address comes from IG_NOTICES_WEBHOOK_URL, from the file that IG_NOTICES_WEBHOOK_URL_FILE names, or from a',
      'configuration file of mode 0600: it is a secret. docs/monitoring.md tells what notices there are.',
      'exit codes: 0 taken, 2 no webhook, 69 not taken.',
    ],
    examples: ['pnpm miner notices test', 'pnpm miner notices test --notices.shape slack --json'],
    flags: [],
    settings: ['notices.', ...DATA_FOLDER],
    load: () => import('./notices-test.ts'),
  },
  {
    name: 'backup',
    usage: '<new folder or .tar>',
    doc: 'Copy the data folder, also while a miner runs: store, nonces, metagraph and fit; no key.',
    examples: [
      'pnpm miner backup ~/backups/miner-2026-01-31',
      'pnpm miner backup /mnt/backups/today.tar --data-dir data --json',
    ],
    flags: [],
    settings: DATA_FOLDER,
    load: () => import('./backup.ts'),
  },
  {
    name: 'restore',
    usage: '<folder or .tar of a backup>',
    doc: 'Put a backup into the data folder of a miner that does not run; what is there is set aside.',
    examples: [
      'pnpm miner restore ~/backups/miner-2026-01-31',
      'pnpm miner restore /mnt/backups/today.tar --data-dir data',
    ],
    flags: [],
    settings: DATA_FOLDER,
    load: () => import('./restore.ts'),
  },
  {
    name: 'import-python',
    usage: '<folder or files>',
    doc: 'Take over miner-events.json and .miner-cache.json of the Python miner.',
    examples: [
      'pnpm miner import-python ../old-miner',
      'pnpm miner import-python miner-events.json --data-dir data',
    ],
    flags: [],
    settings: [...DATA_FOLDER, ...LOG],
    load: () => import('./import-python.ts'),
  },
  {
    name: 'version',
    usage: '',
    doc: 'Print the version.',
    examples: ['pnpm miner version', 'pnpm miner version --json'],
    flags: [],
    settings: [],
    configuration: 'unread',
    load: () => import('./version.ts'),
  },
]
