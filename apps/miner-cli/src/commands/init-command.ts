import { NOTICE_FLAG } from '../chain-commands/subnet-notice.ts'
import type { Command } from './command.ts'
import { CHAIN, WALLET } from './command-settings.ts'

/** Sets a miner up. */
export const init: Command = {
  name: 'init',
  usage: '',
  doc: 'Set a miner up step by step: network, wallet, port, keys, spend cap, registration. Again: what is left to do.',
  notes: [
    'Every answer is written to ./ig.toml (mode 0600), or to the file of --config; comments in it stay. What a flag, the',
    'environment or the file says is not asked for. Each key is tried once. Keys and passwords come by the environment or',
    'are typed, never by flag: OPENAI_API_KEY, ANTHROPIC_API_KEY, EXA_API_KEY ..., IG_WALLET_COLDKEY_PASSWORD,',
    'IG_WALLET_MNEMONIC, each also with _FILE. docs/init.md shows a run.',
    'Exit codes: 0 done, 1 done and a check failed, 2 something is missing or wrong, 5 funds are missing, 6 refused by the',
    'chain or above --max-cost, 69 no node answers, 130 stopped: the file is usable, and init goes on from there.',
  ],
  examples: [
    'pnpm miner init',
    'pnpm miner init --subtensor.network local --netuid 2 --wallet.name miner',
    'pnpm miner init -y --subtensor.network local --netuid 2 --wallet.name miner --no-password --start',
    'pnpm miner init -y --subtensor.network test --netuid 37 --wallet.name miner --wallet use --max-cost 0.05 --json',
  ],
  flags: [
    {
      name: 'wallet',
      kind: 'text',
      doc: 'Where the wallet comes from: create, import or use.',
      values: ['create', 'import', 'use'],
    },
    {
      name: 'yes',
      kind: 'switch',
      short: 'y',
      doc: 'Ask nothing, and register; off local networks only with --max-cost.',
    },
    { name: 'no-prompt', kind: 'switch', doc: 'The same as --yes.' },
    {
      name: 'max-cost',
      kind: 'text',
      doc: 'The most TAO that a registration may cost, fee included, as 0.5.',
    },
    { name: 'no-register', kind: 'switch', doc: 'Leave the registration for later.' },
    {
      name: NOTICE_FLAG,
      kind: 'switch',
      doc: 'Register on netuid 6 or 155 although their validators call no axons any more; --yes does not cover that.',
    },
    { name: 'no-try', kind: 'switch', doc: 'Try no keys.' },
    { name: 'start', kind: 'switch', doc: 'Start the miner at the end; --no-start does not ask.' },
    { name: 'no-password', kind: 'switch', doc: 'Leave the file of a new coldkey plain.' },
    { name: 'encrypt-hotkey', kind: 'switch', doc: 'Encrypt a new hotkey too.' },
    {
      name: 'n-words',
      kind: 'text',
      values: ['12', '15', '18', '21', '24'],
      doc: 'How many words a new mnemonic has: 12, 15, 18, 21 or 24; 12 unless given.',
    },
  ],
  settings: [
    ...CHAIN,
    'netuid',
    ...WALLET,
    'axon.',
    'forecaster',
    'models.reason',
    'openai.base_url',
    'news.providers',
    'budget.max_cost_usd_per_day',
  ],
  configuration: 'written',
  load: () => import('./init.ts'),
}
