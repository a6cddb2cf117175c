import type { OwnFlag } from '../settings/parse-command-line.ts'

/** The flags of every command that spends. */
export const spendFlags: readonly OwnFlag[] = [
  {
    name: 'yes',
    kind: 'switch',
    short: 'y',
    doc: 'Ask nothing; off local networks only together with --max-cost.',
  },
  { name: 'no-prompt', kind: 'switch', doc: 'The same as --yes.' },
  { name: 'max-cost', kind: 'text', doc: 'The most TAO that may be spent, fee included, as 0.5.' },
  { name: 'dry-run', kind: 'switch', doc: 'Say what would happen and what it would cost; send nothing.' },
]

/** How many percent the price of alpha may get worse where no flag says so. */
export const DEFAULT_TOLERANCE_PERCENT = '5'

/** The flags of `stake add` and `stake remove`. */
export const stakeFlags: readonly OwnFlag[] = [
  { name: 'amount', kind: 'text', doc: "TAO to stake, or the subnet's alpha to take out, as 1.5." },
  { name: 'all', kind: 'switch', doc: 'The whole stake (`stake remove` only).' },
  {
    name: 'tolerance',
    kind: 'text',
    doc: `How many percent worse than now the price may get; ${DEFAULT_TOLERANCE_PERCENT} unless given.`,
  },
  { name: 'limit-price', kind: 'text', doc: 'The worst price, TAO for one alpha, in place of a tolerance.' },
  { name: 'no-price-limit', kind: 'switch', doc: "Take the pool's price, whatever it is." },
  { name: 'allow-partial', kind: 'switch', doc: 'Do what the limit allows instead of nothing.' },
]

/** The flags of `transfer`, btcli's spellings among them. */
export const transferFlags: readonly OwnFlag[] = [
  { name: 'to', kind: 'text', doc: 'The address that gets it (SS58); also --dest.' },
  { name: 'dest', kind: 'text', doc: 'The same as --to.' },
  { name: 'amount', kind: 'text', doc: 'How much TAO, as 1.5.' },
  { name: 'all', kind: 'switch', doc: 'All but what keeps the account alive.' },
]
