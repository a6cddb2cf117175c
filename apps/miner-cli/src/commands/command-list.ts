import type { OwnFlag } from '../settings/parse-command-line.ts'
import { chainCommands } from './chain-command-list.ts'
import type { Command } from './command.ts'
import { DATA_FOLDER } from './command-settings.ts'
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

/** Every command there is, in the order in which they are listed. */
export const commands: readonly Command[] = [
  init,
  ...runningCommands,
  ...walletCommands,
  ...chainCommands,
  ...forecastingCommands,
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
  ...dataCommands,
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
