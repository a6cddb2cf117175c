import { IgError } from '@ig/errors'
import type { WalletEntry } from '@ig/wallet'
import { walletLocation } from '../wallet/wallet-addresses.ts'
import type { Wizard } from './wizard.ts'

/** How this miner comes by its wallet; keys that are there stay in any case. */
export interface WalletWay {
  readonly name: string
  readonly hotkey: string
  /** What is missing is made from phrases that people have. */
  readonly imports: boolean
}

const WAYS = ['create', 'import', 'use'] as const
const NEW = 'new hotkey'

/**
 * Which wallet, and where its keys come from: what flags and files say, else what people answer.
 *
 * @throws IgError `E_ARGUMENT` for a `--wallet` that is none of the three, `E_WALLET_MISSING` for one to be used that is not there.
 */
export async function chosenWay(wizard: Wizard, wallets: readonly WalletEntry[]): Promise<WalletWay> {
  const asked = askedWay(wizard)
  const { settings } = wizard.context
  const { name, path } = { ...walletLocation(wizard.context) }
  const standing = wallets.find((wallet) => wallet.name === name)
  const isNamed = wizard.isGiven('wallet.name')
  if (asked === 'use' && standing === undefined && (isNamed || wizard.unattended))
    throw missing(name, path, wallets)
  if (isNamed && standing !== undefined) return using(wizard, standing)
  if (wizard.unattended) {
    if (standing !== undefined && asked !== 'import') return using(wizard, standing)
    return { name, hotkey: settings['wallet.hotkey'], imports: asked === 'import' }
  }
  const choice =
    asked === 'create' || asked === 'import' ? asked : await askWay(wizard, isNamed ? [] : wallets)
  const chosen = wallets.find((wallet) => choice === `use ${wallet.name}`)
  if (chosen !== undefined) return using(wizard, chosen)
  const ownName = isNamed || standing === undefined ? name : await askName(wizard, wallets)
  return { name: ownName, hotkey: settings['wallet.hotkey'], imports: choice === 'import' }
}

function askedWay({ context }: Wizard): (typeof WAYS)[number] | null {
  const given = context.flags.get('wallet')
  if (given === undefined) return context.settings['wallet.mnemonic'] === null ? null : 'import'
  const way = WAYS.find((one) => one === given)
  if (way !== undefined) return way
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'A wallet is created, imported or used as it is.',
    values: { wallet: given },
    hint: 'Give --wallet create, --wallet import or --wallet use; --wallet.name names it.',
  })
}

function askWay({ prompter }: Wizard, wallets: readonly WalletEntry[]): Promise<string> {
  return prompter.select({
    message: 'Which wallet?',
    flag: '--wallet create, import or use, and --wallet.name NAME',
    options: [
      ...wallets.map(({ name, hotkeys }) => ({
        value: `use ${name}`,
        hint:
          hotkeys.length === 0
            ? 'no hotkey yet'
            : `hotkeys: ${hotkeys.map((hotkey) => hotkey.name).join(', ')}`,
      })),
      { value: 'create', label: 'create a new one', hint: 'its mnemonics are shown once' },
      { value: 'import', label: 'import one', hint: 'from its mnemonic' },
    ],
  })
}

function askName({ prompter }: Wizard, wallets: readonly WalletEntry[]): Promise<string> {
  const taken = new Set(wallets.map(({ name }) => name))
  return prompter.text({
    message: 'The name of the new wallet',
    flag: '--wallet.name NAME',
    initial: ['miner', 'miner2', 'miner3'].find((name) => !taken.has(name)) ?? '',
    validate: (answer) => {
      if (!/^(?!\.{1,2}$)[^/\\\0]{1,100}$/.test(answer)) return 'A name has no slashes.'
      return taken.has(answer) ? 'There is a wallet of this name already.' : undefined
    },
  })
}

/** The hotkey that is named, the only one, or the one that people choose; a new one where there is none. */
async function using(wizard: Wizard, { name, hotkeys }: WalletEntry): Promise<WalletWay> {
  const wanted = wizard.context.settings['wallet.hotkey']
  const imports = askedWay(wizard) === 'import'
  const [first] = hotkeys
  const found = hotkeys.find((hotkey) => hotkey.name === wanted || hotkey.ss58 === wanted)
  const isSettled = wizard.isGiven('wallet.hotkey') || hotkeys.length === 0
  if (wizard.unattended || isSettled) return { name, hotkey: found?.name ?? wanted, imports }
  if (hotkeys.length === 1 && first !== undefined) return { name, hotkey: first.name, imports }
  const choice = await wizard.prompter.select({
    message: 'Which hotkey?',
    flag: '--wallet.hotkey NAME',
    ...(found && { initial: found.name }),
    options: [
      ...hotkeys.map((hotkey) => ({ value: hotkey.name, ...(hotkey.ss58 && { hint: hotkey.ss58 }) })),
      { value: NEW, label: 'make a new one' },
    ],
  })
  if (choice !== NEW) return { name, hotkey: choice, imports }
  const hotkey = await wizard.prompter.text({ message: 'Its name', flag: '--wallet.hotkey NAME' })
  return { name, hotkey, imports }
}

function missing(name: string, path: string, wallets: readonly WalletEntry[]): IgError {
  return new IgError({
    code: 'E_WALLET_MISSING',
    message: 'The wallet that is to be used is not there.',
    values: { name, path, wallets: wallets.map((wallet) => wallet.name) },
    hint: 'Name another one with --wallet.name and --wallet.path, or make it with --wallet create.',
  })
}
