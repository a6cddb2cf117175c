import { type ChosenNetwork, chosenNetwork } from '../chain-commands/chosen-network.ts'
import { type OpenChain, withChain } from '../chain-commands/open-chain.ts'
import { readRegistrationQuote } from '../chain-commands/read-registration-quote.ts'
import {
  readSpendFlags,
  requireAcceptance,
  requireLimit,
  type SpendFlags,
} from '../chain-commands/spending.ts'
import { overLimit } from '../chain-commands/spending-limits.ts'
import { acceptNotice } from '../chain-commands/subnet-choice.ts'
import { NOTICE_FLAG, noticeBeforePaying } from '../chain-commands/subnet-notice.ts'
import { formatTao } from '../chain-commands/tao.ts'
import type { CommandContext } from '../commands/command.ts'
import { giveFromDevelopmentAccount } from '../commands/faucet.ts'
import { registerHotkey } from '../commands/register.ts'
import { walletColdkey, walletHotkey } from '../wallet/wallet-addresses.ts'
import type { Wizard } from './wizard.ts'

const FAUCET_RAO = 100_000_000_000n
/** Beside the price, for fees. */
const SPARE_RAO = 10_000_000n

/** Where the hotkey stands on the subnet after it was looked at, and registered where people wanted that. */
export interface Registration {
  /** Null where it is not registered. */
  readonly uid: number | null
}

/**
 * Registers the hotkey where it is not yet, after the price was shown and agreed to. On a local chain the development
 * account gives what is missing.
 *
 * @throws IgError what `register` throws; nothing has been spent then, but for `E_CHAIN_UNKNOWN_OUTCOME`.
 */
export async function settleRegistration(wizard: Wizard): Promise<Registration | null> {
  const network = chosenNetwork(wizard.context.settings)
  if (network === null) return null
  return withChain({ dialogue: wizard, network }, async (chain) => {
    const { netuid } = wizard.context.settings
    const hotkeySs58 = walletHotkey(wizard.context)
    const uid = await chain.client.getUid({ netuid, hotkeySs58 })
    if (uid === null) return { uid: await registerUnlessLater(wizard, chain) }
    wizard.say(`✓ registered: subnet ${netuid}, uid ${uid}`)
    return { uid }
  })
}

/** @throws IgError `E_ARGUMENT` for -y off local networks without a limit: before anything else is done. */
export function requireLimitForInit({ context, unattended }: Wizard, network: ChosenNetwork): void {
  if (unattended && wantsRegistration(context)) requireLimit(readSpendFlags(context.flags), network)
}

async function registerUnlessLater(wizard: Wizard, chain: OpenChain): Promise<number | null> {
  const { context, say, unattended } = wizard
  const { netuid } = context.settings
  if (!wantsRegistration(context)) {
    say('- registered: no, as --no-register says')
    return null
  }
  const spend = readSpendFlags(context.flags)
  if (unattended) requireLimit(spend, chain.network)
  if (!(await takesNotice(wizard, chain))) return null
  const agreed = await fillFromFaucet(wizard, chain, netuid)
  if (agreed === 'later') return null
  const addresses = { coldkeySs58: walletColdkey(context), hotkeySs58: walletHotkey(context) }
  const quote = await readRegistrationQuote(
    chain,
    { netuid, ...addresses },
    agreed?.maxCostRao ?? spend.maxCostRao,
  )
  requireAcceptance(quote)
  const question = `Burn ${formatTao(quote.burnRao)} to register on subnet ${netuid}?`
  if (agreed === null && !(await agrees(wizard, spend, question))) return null
  await registerHotkey(talking(wizard), chain, quote, agreed ?? spend)
  return chain.client.getUid({ netuid, hotkeySs58: addresses.hotkeySs58 })
}

/** The notice of subnets that ask no miners like this one; whoever takes it for a reason may go on without a place. */
async function takesNotice(
  { context, prompter, say, unattended }: Wizard,
  chain: OpenChain,
): Promise<boolean> {
  const { netuid } = context.settings
  const notice = noticeBeforePaying(netuid)
  if (notice === null) return true
  if (unattended || context.flags.get(NOTICE_FLAG) === true) {
    await acceptNotice(chain, context, { netuid, pays: true })
    return true
  }
  for (const line of notice) say(line)
  const goesOn = await prompter.confirm({ message: 'Register there all the same?', flag: `--${NOTICE_FLAG}` })
  if (!goesOn) say('- registered: no; nothing was spent')
  return goesOn
}

function wantsRegistration({ flags }: CommandContext): boolean {
  return flags.get('no-register') !== true
}

/**
 * On a local chain whose development account has to give the price first, the one yes is for both: TAO is worth
 * nothing there, and the price may not rise after it.
 */
async function fillFromFaucet(
  wizard: Wizard,
  chain: OpenChain,
  netuid: number,
): Promise<Pick<SpendFlags, 'maxCostRao'> | 'later' | null> {
  if (!chain.network.isLocal) return null
  const coldkeySs58 = walletColdkey(wizard.context)
  const [burnRao, { transferableRao }] = await Promise.all([
    chain.client.getBurnCost(netuid),
    chain.client.getBalance(coldkeySs58),
  ])
  if (transferableRao >= burnRao + SPARE_RAO) return null
  const { say, context } = wizard
  const spend = readSpendFlags(context.flags)
  say(`Your balance is: ${formatTao(transferableRao)}`)
  say(`The cost to register is: ${formatTao(burnRao)} (burned, it does not come back)`)
  say('On this local chain TAO is worth nothing, and the development account gives it away.')
  const question = `Take ${formatTao(FAUCET_RAO)} from it and burn ${formatTao(burnRao)} to register on subnet ${netuid}?`
  const refusal = overLimit({ costRao: burnRao, maxCostRao: spend.maxCostRao })
  if (refusal !== null) throw refusal
  if (!(await agrees(wizard, spend, question))) return 'later'
  const amountRao = burnRao + SPARE_RAO > FAUCET_RAO ? burnRao + FAUCET_RAO : FAUCET_RAO
  await giveFromDevelopmentAccount(talking(wizard), chain, { coldkeySs58, amountRao })
  return { maxCostRao: spend.maxCostRao ?? burnRao + SPARE_RAO }
}

/** The typed yes that `register` asks for; who is not ready says so, and nothing that was settled is lost. */
async function agrees({ prompter, say }: Wizard, { yes }: SpendFlags, question: string): Promise<boolean> {
  if (yes) return true
  say(question)
  const answer = await prompter.text({
    message: 'Type yes to go on, or later',
    flag: '--yes (-y)',
    validate: (text) => (/^(yes|later)$/.test(text.trim()) ? undefined : 'Type yes, or later.'),
  })
  if (answer.trim() === 'yes') return true
  say('- registered: not yet; nothing was spent')
  return false
}

/** What other commands print as their result is talk here. */
function talking({ context }: Wizard): CommandContext {
  const { terminal } = context
  return { ...context, json: false, terminal: { ...terminal, stdout: terminal.stderr } }
}
