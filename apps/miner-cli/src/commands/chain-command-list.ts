import { spendFlags, stakeFlags, transferFlags } from '../chain-commands/command-flags.ts'
import { NEURON_ORDERS } from '../chain-commands/neuron-order.ts'
import { NOTICE_FLAG } from '../chain-commands/subnet-notice.ts'
import type { OwnFlag } from '../settings/parse-command-line.ts'
import type { Command } from './command.ts'
import { CHAIN, COLDKEY, WALLET } from './command-settings.ts'

const passwordNotes = [
  'The password of the coldkey is asked for, or comes from the environment: from BT_PW_ and the path of the coldkey',
  'file in capitals, / and . as _ (BT_PW__HOME_ME__BITTENSOR_WALLETS_MINER_COLDKEY), its value as btcli writes it, or as',
  'it is from IG_WALLET_COLDKEY_PASSWORD, or from the file (mode 0600) that IG_WALLET_COLDKEY_PASSWORD_FILE names.',
  'Exit codes: 1 outcome unknown (look before you repeat it), 5 funds are missing, 6 refused or above --max-cost.',
]

const registerFlags: readonly OwnFlag[] = [
  ...spendFlags,
  {
    name: NOTICE_FLAG,
    kind: 'switch',
    doc: 'Register on netuid 6 or 155 although their validators call no axons any more; --yes does not cover that.',
  },
]

const register: Command = {
  name: 'register',
  usage: '--netuid N',
  doc: 'Register the hotkey on a subnet, paid by the coldkey.',
  examples: [
    'pnpm miner register --netuid 2 --wallet.name miner --wallet.hotkey default --subtensor.network local --dry-run',
    'pnpm miner register --netuid 2 --wallet.name miner --wallet.hotkey default --subtensor.network local',
    'pnpm miner register --netuid 37 --wallet.name miner --subtensor.network finney -y --max-cost 0.05 --json',
  ],
  notes: passwordNotes,
  flags: registerFlags,
  settings: [...CHAIN, 'netuid', ...WALLET],
  load: () => import('./register.ts'),
}

const stakeList: Command = {
  name: 'stake list',
  usage: '',
  doc: 'Show the stakes of the coldkey.',
  examples: [
    'pnpm miner stake list --wallet.name miner --subtensor.network local',
    'pnpm miner stake list --wallet.name miner --subtensor.network finney --json',
  ],
  flags: [],
  settings: [...CHAIN, ...COLDKEY],
  load: () => import('./stake-list.ts'),
}

const subnets: Command = {
  name: 'subnets',
  usage: '',
  doc: 'List the subnets: size, price of a registration, whether it is open.',
  examples: [
    'pnpm miner subnets --subtensor.network local',
    'pnpm miner subnets --subtensor.network test --json',
  ],
  flags: [],
  settings: CHAIN,
  load: () => import('./subnets.ts'),
}

const metagraph: Command = {
  name: 'metagraph',
  usage: '--netuid N',
  doc: 'Show who is registered on a subnet.',
  examples: [
    'pnpm miner metagraph --netuid 2 --subtensor.network local --sort incentive',
    'pnpm miner metagraph --netuid 6 --subtensor.network finney --json',
  ],
  flags: [{ name: 'sort', kind: 'text', doc: `By ${NEURON_ORDERS.join(', ')}.`, values: NEURON_ORDERS }],
  settings: [...CHAIN, 'netuid'],
  load: () => import('./metagraph.ts'),
}

/** Another name of a command, as btcli has or had it. */
const sameAs = (command: Command, name: string): Command => ({
  ...command,
  name,
  sameAs: command.name,
  doc: `The same as ${command.name}. ${command.doc}`,
})

/** The commands that ask the chain or pay on it. A name stands before those that begin it. */
export const chainCommands: readonly Command[] = [
  {
    name: 'wallet overview',
    usage: '[--netuid N]',
    doc: "Show where the wallet's hotkeys are registered and how they do.",
    examples: [
      'pnpm miner wallet overview --wallet.name miner --subtensor.network local',
      'pnpm miner wallet overview --netuid 2 --wallet.name miner --subtensor.network local --json',
    ],
    flags: [],
    settings: [...CHAIN, 'netuid', ...COLDKEY],
    load: () => import('./wallet-overview.ts'),
  },
  {
    name: 'wallet balance',
    usage: '',
    doc: 'Show what the coldkey holds.',
    examples: [
      'pnpm miner wallet balance --wallet.name miner --subtensor.network local',
      'pnpm miner wallet balance --ss58 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --subtensor.network finney --json',
    ],
    flags: [{ name: 'ss58', kind: 'text', doc: 'Of this address instead.' }],
    settings: [...CHAIN, ...COLDKEY],
    load: () => import('./wallet-balance.ts'),
  },
  register,
  sameAs(register, 'subnet register'),
  sameAs(register, 'subnets register'),
  {
    name: 'stake add',
    usage: '--netuid N --amount TAO',
    doc: 'Stake TAO on the hotkey.',
    examples: [
      'pnpm miner stake add --netuid 2 --amount 1.5 --wallet.name miner --subtensor.network local --dry-run',
      'pnpm miner stake add --netuid 2 --amount 1.5 --tolerance 1 --wallet.name miner --subtensor.network local',
    ],
    notes: passwordNotes,
    flags: [...stakeFlags, ...spendFlags],
    settings: [...CHAIN, 'netuid', ...WALLET],
    load: () => import('./stake-add.ts'),
  },
  {
    name: 'stake remove',
    usage: '--netuid N --amount ALPHA',
    doc: 'Take stake from the hotkey.',
    examples: [
      'pnpm miner stake remove --netuid 2 --all --wallet.name miner --subtensor.network local',
      'pnpm miner stake remove --netuid 2 --amount 10 --limit-price 0.02 --wallet.name miner --subtensor.network local',
    ],
    notes: passwordNotes,
    flags: [...stakeFlags, ...spendFlags],
    settings: [...CHAIN, 'netuid', ...WALLET],
    load: () => import('./stake-remove.ts'),
  },
  stakeList,
  sameAs(stakeList, 'stake show'),
  sameAs(stakeList, 'stake'),
  {
    name: 'transfer',
    usage: '--to ADDRESS --amount TAO',
    doc: 'Send TAO of the coldkey.',
    examples: [
      'pnpm miner transfer --to 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --amount 1.5 --wallet.name miner --subtensor.network local',
      'pnpm miner transfer --to 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --amount 1.5 --wallet.name miner --subtensor.network finney -y --max-cost 1.6 --json',
    ],
    notes: passwordNotes,
    flags: [...transferFlags, ...spendFlags],
    settings: [...CHAIN, ...COLDKEY],
    load: () => import('./transfer.ts'),
  },
  sameAs(metagraph, 'subnets metagraph'),
  sameAs(metagraph, 'subnet metagraph'),
  sameAs(subnets, 'subnets list'),
  sameAs(subnets, 'subnet list'),
  subnets,
  metagraph,
  {
    name: 'faucet',
    usage: '',
    doc: 'Say where TAO comes from; on a local chain, get some.',
    examples: [
      'pnpm miner faucet --wallet.name miner --subtensor.network local',
      'pnpm miner faucet --amount 5 --wallet.name miner --subtensor.network local --json',
    ],
    flags: [{ name: 'amount', kind: 'text', doc: 'How much TAO, on a local chain; 100 unless given.' }],
    settings: [...CHAIN, ...COLDKEY],
    load: () => import('./faucet.ts'),
  },
]
