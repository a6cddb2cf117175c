import type { Command } from './command.ts'

/** The commands about settings. */
export const configCommands: readonly Command[] = [
  {
    name: 'config explain',
    usage: '',
    doc: 'Print every setting, its value and where it came from.',
    examples: ['pnpm miner config explain', 'pnpm miner config explain --config other.toml --json'],
    flags: [],
    settings: [],
    load: () => import('./config-explain.ts'),
  },
  {
    name: 'config get',
    usage: 'NAME',
    doc: 'Print the value of one setting; exit 1 where it has none.',
    notes: ['Secrets are masked: that one is there can be seen, what it is cannot.'],
    examples: ['pnpm miner config get axon.port', 'pnpm miner config get budget.max_cost_usd_per_day --json'],
    flags: [],
    settings: [],
    load: () => import('./config-get.ts'),
  },
  {
    name: 'config set',
    usage: 'NAME VALUE',
    doc: 'Write one setting into ./ig.toml (mode 0600), or into the file of --config; all else in it stays.',
    notes: [
      'The value is checked as a flag would be. A secret is never taken from the command line: leave it away, and it is',
      'asked for, or read from the standard input. Lists have commas.',
    ],
    examples: [
      'pnpm miner config set axon.port 8092',
      'pnpm miner config set news.providers exa,google --config other.toml',
      'pnpm miner config set openai.api_key',
      'pnpm miner config set log.format json --global',
    ],
    flags: [{ name: 'global', kind: 'switch', doc: 'Write into ~/.config/ig/config.toml instead.' }],
    settings: [],
    configuration: 'unread',
    load: () => import('./config-set.ts'),
  },
  {
    name: 'config path',
    usage: '',
    doc: 'Print the path of the file that config set writes, and which files are read.',
    examples: ['pnpm miner config path', 'pnpm miner config path --json'],
    flags: [],
    settings: [],
    configuration: 'unread',
    load: () => import('./config-path.ts'),
  },
]
