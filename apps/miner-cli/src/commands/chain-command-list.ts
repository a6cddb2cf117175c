import { spendFlags, stakeFlags, transferFlags } from '../chain-commands/command-flags.ts'
import { NEURON_ORDERS } from '../chain-commands/neuron-order.ts'
import { NOTICE_FLAG } from '../chain-commands/subnet-notice.ts'
import type { OwnFlag } from '../settings/parse-command-line.ts'
import type { Command } from './command-list.ts'

const passwordNotes = [
  'The password of the coldkey is asked for, or taken from the environment: BT_PW_ and the path of the coldkey',
  'file in capitals, / and . as _ (BT_PW__HOME_ME__BITTENSOR_WALLETS_MINER_COLDKEY), its value as btcli writes it.',
  'Exit codes: 5 funds are missing, 6 refused by the chain or above --max-cost, 75 outcome unknown.',
]

const registerFlags: readonly OwnFlag[] = [
  ...spendFlags,
  {
    name: NOTICE_FLAG,
    kind: 'switch',
    doc: 'Register on netuid 6 or 155 although their validators call no axons any more; --yes does not cover that.',
  },
]

const register = (name: string): Command => ({
  name,
  usage: '--netuid N',
  doc:
    name === 'register' ? 'Register the hotkey on a subnet, paid by the coldkey.' : 'The same as register.',
  notes: passwordNotes,
  flags: registerFlags,
  load: () => import('./register.ts'),
})

const stakeList = (name: string, doc: string): Command => ({
  name,
  usage: '',
  doc,
  flags: [],
  load: () => import('./stake-list.ts'),
})

const subnets = (name: string, doc: string): Command => ({
  name,
  usage: '',
  doc,
  flags: [],
  load: () => import('./subnets.ts'),
})

const metagraph = (name: string, doc: string): Command => ({
  name,
  usage: '--netuid N',
  doc,
  flags: [{ name: 'sort', kind: 'text', doc: `By ${NEURON_ORDERS.join(', ')}.` }],
  load: () => import('./metagraph.ts'),
})

/** The commands that ask the chain or pay on it. A name stands before those that begin it. */
export const chainCommands: readonly Command[] = [
  {
    name: 'wallet overview',
    usage: '[--netuid N]',
    doc: "Show where the wallet's hotkeys are registered and how they do.",
    flags: [],
    load: () => import('./wallet-overview.ts'),
  },
  {
    name: 'wallet balance',
    usage: '',
    doc: 'Show what the coldkey holds.',
    flags: [{ name: 'ss58', kind: 'text', doc: 'Of this address instead.' }],
    load: () => import('./wallet-balance.ts'),
  },
  register('register'),
  register('subnet register'),
  register('subnets register'),
  {
    name: 'stake add',
    usage: '--netuid N --amount TAO',
    doc: 'Stake TAO on the hotkey.',
    notes: passwordNotes,
    flags: [...stakeFlags, ...spendFlags],
    load: () => import('./stake-add.ts'),
  },
  {
    name: 'stake remove',
    usage: '--netuid N --amount ALPHA',
    doc: 'Take stake from the hotkey.',
    notes: passwordNotes,
    flags: [...stakeFlags, ...spendFlags],
    load: () => import('./stake-remove.ts'),
  },
  stakeList('stake list', 'Show the stakes of the coldkey.'),
  stakeList('stake show', 'The same as stake list.'),
  {
    name: 'transfer',
    usage: '--to ADDRESS --amount TAO',
    doc: 'Send TAO of the coldkey.',
    notes: passwordNotes,
    flags: [...transferFlags, ...spendFlags],
    load: () => import('./transfer.ts'),
  },
  metagraph('subnets metagraph', 'The same as metagraph.'),
  metagraph('subnet metagraph', 'The same as metagraph.'),
  subnets('subnets list', 'The same as subnets.'),
  subnets('subnet list', 'The same as subnets.'),
  subnets('subnets', 'List the subnets: size, price of a registration, whether it is open.'),
  metagraph('metagraph', 'Show who is registered on a subnet.'),
  {
    name: 'faucet',
    usage: '',
    doc: 'Say where TAO comes from; on a local chain, get some.',
    flags: [{ name: 'amount', kind: 'text', doc: 'How much TAO, on a local chain; 100 unless given.' }],
    load: () => import('./faucet.ts'),
  },
]
