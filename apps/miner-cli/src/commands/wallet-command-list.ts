import type { OwnFlag } from '../settings/parse-command-line.ts'
import type { Command } from './command.ts'
import { COLDKEY, WALLET } from './command-settings.ts'

const passwordNotes = [
  'A password is asked for, or comes from the environment: from BT_PW_ and the path of the key file in capitals, / and',
  '. as _ (BT_PW__HOME_ME__BITTENSOR_WALLETS_MINER_COLDKEY), its value as btcli writes it, or as it is from',
  'IG_WALLET_COLDKEY_PASSWORD or IG_WALLET_HOTKEY_PASSWORD, or from the file (mode 0600) that the same with _FILE names.',
]
const mnemonicNotes = [
  'The mnemonic, a seed (0x...) or a secret URI is asked for, or comes from the standard input, IG_WALLET_MNEMONIC or',
  'the file (mode 0600) that IG_WALLET_MNEMONIC_FILE names.',
]

const noPassword: OwnFlag = { name: 'no-password', kind: 'switch', doc: 'Leave the key file plain.' }
const usePassword: OwnFlag = {
  name: 'use-password',
  kind: 'switch',
  doc: 'Encrypt the key file: a coldkey is unless told not to, a hotkey is not.',
}
const overwrite: OwnFlag = {
  name: 'overwrite',
  kind: 'text',
  doc: 'Give up the key that is there: its own name, once more.',
}
const keyKind: OwnFlag = {
  name: 'key',
  kind: 'text',
  doc: 'Which key: coldkey or hotkey.',
  values: ['coldkey', 'hotkey'],
}
const newKeyFlags: readonly OwnFlag[] = [
  {
    name: 'n-words',
    kind: 'text',
    doc: 'How many words the mnemonic has: 12, 15, 18, 21 or 24; 12 unless given.',
  },
  { name: 'uri', kind: 'text', doc: 'Make a key of development, as //Alice, which everybody knows.' },
  {
    name: 'print-mnemonic',
    kind: 'switch',
    doc: 'Print a new mnemonic in the output where there is no terminal.',
  },
]
const writeFlags = [noPassword, usePassword, overwrite]

const named = (name: string, command: Omit<Command, 'name'>): Command[] => {
  const dashed = name.replaceAll('_', '-')
  if (dashed === name) return [{ name, ...command }]
  return [
    { name, ...command },
    { name: dashed, ...command, sameAs: name },
  ]
}

/** The commands on wallet files; none of them needs a chain. */
export const walletCommands: readonly Command[] = [
  ...named('wallet create', {
    usage: '',
    doc: 'Make a coldkey and a hotkey, or the one that is missing; overwrites nothing.',
    examples: [
      'pnpm miner wallet create --wallet.name miner --wallet.hotkey default',
      'pnpm miner wallet create --wallet.name miner --wallet.hotkey second --no-password --json',
    ],
    notes: passwordNotes,
    flags: [
      ...newKeyFlags,
      noPassword,
      usePassword,
      { name: 'encrypt-hotkey', kind: 'switch', doc: 'Encrypt the hotkey too.' },
    ],
    settings: WALLET,
    load: () => import('./wallet-create.ts'),
  }),
  ...named('wallet new_coldkey', {
    usage: '',
    doc: 'Make a coldkey.',
    examples: [
      'pnpm miner wallet new_coldkey --wallet.name miner',
      'pnpm miner wallet new_coldkey --wallet.name miner --n-words 24',
    ],
    notes: passwordNotes,
    flags: [...newKeyFlags, ...writeFlags],
    settings: COLDKEY,
    load: () => import('./wallet-new-coldkey.ts'),
  }),
  ...named('wallet new_hotkey', {
    usage: '',
    doc: 'Make a hotkey.',
    examples: [
      'pnpm miner wallet new_hotkey --wallet.name miner --wallet.hotkey default',
      'pnpm miner wallet new_hotkey --wallet.name miner --wallet.hotkey second --use-password',
    ],
    notes: passwordNotes,
    flags: [...newKeyFlags, ...writeFlags],
    settings: WALLET,
    load: () => import('./wallet-new-hotkey.ts'),
  }),
  ...named('wallet regen_coldkey', {
    usage: '',
    doc: 'Make a coldkey again from its mnemonic, seed or secret URI.',
    examples: [
      'pnpm miner wallet regen_coldkey --wallet.name miner',
      'pnpm miner wallet regen_coldkey --wallet.name miner --overwrite miner',
    ],
    notes: [...mnemonicNotes, ...passwordNotes],
    flags: writeFlags,
    settings: COLDKEY,
    load: () => import('./wallet-regen-coldkey.ts'),
  }),
  ...named('wallet regen_hotkey', {
    usage: '',
    doc: 'Make a hotkey again from its mnemonic, seed or secret URI.',
    examples: ['pnpm miner wallet regen_hotkey --wallet.name miner --wallet.hotkey default'],
    notes: [...mnemonicNotes, ...passwordNotes],
    flags: writeFlags,
    settings: WALLET,
    load: () => import('./wallet-regen-hotkey.ts'),
  }),
  ...named('wallet regen_coldkeypub', {
    usage: '--ss58 ADDRESS',
    doc: 'Write coldkeypub.txt alone, to watch a coldkey that is kept somewhere else.',
    examples: [
      'pnpm miner wallet regen_coldkeypub --wallet.name cold --ss58 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
    ],
    flags: [
      { name: 'ss58', kind: 'text', doc: "The coldkey's address; also --ss58-address." },
      { name: 'ss58-address', kind: 'text', doc: 'The same as --ss58.' },
      { name: 'public-key', kind: 'text', doc: 'Its public key instead, as 0x and hex.' },
      overwrite,
    ],
    settings: COLDKEY,
    load: () => import('./wallet-regen-coldkeypub.ts'),
  }),
  ...named('wallet regen', {
    usage: '--key coldkey|hotkey',
    doc: 'Make a key again: regen_coldkey or regen_hotkey.',
    examples: ['pnpm miner wallet regen --key hotkey --wallet.name miner --wallet.hotkey default'],
    notes: [...mnemonicNotes, ...passwordNotes],
    flags: [keyKind, ...writeFlags],
    settings: WALLET,
    load: () => import('./wallet-regen.ts'),
  }),
  ...named('wallet import', {
    usage: '<file> --key coldkey|hotkey',
    doc: 'Take a key over from a JSON file of polkadot.js or a plain key file of btcli.',
    examples: ['pnpm miner wallet import account.json --key coldkey --wallet.name miner'],
    notes: [
      'The password of the JSON file is asked for, or comes from IG_WALLET_JSON_PASSWORD or its _FILE.',
      ...passwordNotes,
    ],
    flags: [keyKind, ...writeFlags],
    settings: WALLET,
    load: () => import('./wallet-import.ts'),
  }),
  ...named('wallet list', {
    usage: '',
    doc: 'List the wallets of the folder.',
    examples: ['pnpm miner wallet list', 'pnpm miner wallet list --wallet.path ./wallets --json'],
    flags: [],
    settings: ['wallet.path'],
    load: () => import('./wallet-list.ts'),
  }),
  ...named('wallet sign', {
    usage: '--message TEXT',
    doc: 'Sign a text with the coldkey, or with the hotkey.',
    examples: ['pnpm miner wallet sign --message "this is me" --wallet.name miner --use-hotkey'],
    notes: passwordNotes,
    flags: [
      { name: 'message', kind: 'text', doc: 'The text.' },
      { name: 'use-hotkey', kind: 'switch', doc: 'Sign with the hotkey.' },
    ],
    settings: WALLET,
    load: () => import('./wallet-sign.ts'),
  }),
  ...named('wallet verify', {
    usage: '--message TEXT --signature HEX --address ADDRESS',
    doc: 'Say whether a signature is one of an address over a text: exit 0 or 1.',
    examples: [
      'pnpm miner wallet verify --message "this is me" --signature 0x1234 --address 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
    ],
    flags: [
      { name: 'message', kind: 'text', doc: 'The text.' },
      { name: 'signature', kind: 'text', doc: 'The signature, in hex.' },
      { name: 'address', kind: 'text', doc: 'The address of the signer.' },
    ],
    settings: [],
    load: () => import('./wallet-verify.ts'),
  }),
  ...named('wallet change-password', {
    usage: '--key coldkey|hotkey',
    doc: 'Encrypt a key file with another password, or with none.',
    examples: ['pnpm miner wallet change-password --key coldkey --wallet.name miner'],
    notes: [
      'The new password is asked for, or comes from IG_WALLET_NEW_PASSWORD or its _FILE.',
      ...passwordNotes,
    ],
    flags: [keyKind, noPassword],
    settings: WALLET,
    load: () => import('./wallet-change-password.ts'),
  }),
]
