import { chooseNetwork, type OpenChain, openDialogue, withChain } from '../chain-commands/open-chain.ts'
import { pay, reportPaid } from '../chain-commands/pay.ts'
import { type CheckedQuote, readRegistrationQuote } from '../chain-commands/read-registration-quote.ts'
import { sendAndWait } from '../chain-commands/send.ts'
import { readSpendFlags, requireLimit, type SpendFlags } from '../chain-commands/spending.ts'
import { acceptNotice, chooseNetuid } from '../chain-commands/subnet-choice.ts'
import { formatTao } from '../chain-commands/tao.ts'
import { openColdkey } from '../chain-commands/unlock.ts'
import { walletColdkey, walletHotkey, walletLocation } from '../wallet/wallet-addresses.ts'
import type { CommandContext, RunCommand } from './command.ts'

/**
 * Registers the hotkey on a subnet by burning TAO of the coldkey, after the price was shown and agreed to. Whatever
 * can be found wrong is found before the coldkey is opened.
 */
export const run: RunCommand = async (context) => {
  const spend = readSpendFlags(context.flags)
  const dialogue = openDialogue(context)
  const network = await chooseNetwork(context, dialogue)
  requireLimit(spend, network)
  const netuid = await chooseNetuid(context, dialogue)
  const addresses = { coldkeySs58: walletColdkey(context), hotkeySs58: walletHotkey(context) }
  const guard = async (seen: typeof network) => {
    requireLimit(spend, seen)
    await acceptNotice(dialogue, context, { netuid, pays: !spend.dryRun })
  }
  return withChain({ dialogue, network, guard }, async (chain) => {
    const quote = await readRegistrationQuote(chain, { netuid, ...addresses }, spend.maxCostRao)
    return pay(context, chain, spend, {
      quote,
      figures: dryRunFigures(quote),
      question: `Burn ${formatTao(quote.burnRao)} to register on subnet ${netuid}?`,
      send: () => registerHotkey(context, chain, quote, spend),
    })
  })
}

/** Sends the registration that was agreed to, and says what it did. Spends no more than `quote` or the limit say. */
export async function registerHotkey(
  context: CommandContext,
  chain: OpenChain,
  { netuid, coldkeySs58, hotkeySs58, burnRao, feeRao }: CheckedQuote,
  { maxCostRao }: Pick<SpendFlags, 'maxCostRao'>,
): Promise<void> {
  const location = walletLocation(context)
  const where = `--netuid ${netuid} --wallet.name ${location.name} ${chain.network.flag}`
  const look = { what: 'the registration', commands: [`wallet overview ${where}`] }
  const coldkey = await openColdkey(context, chain, coldkeySs58)
  const outcome = await sendAndWait(chain, { label: 'Registering', look }, (signal) =>
    chain.client.burnedRegister({
      netuid,
      hotkeySs58,
      coldkey,
      // Without a limit of its own, the price that was agreed to is the limit.
      maxCostRao: maxCostRao === null ? burnRao : maxCostRao - feeRao,
      signal,
    }),
  )
  const { uid, balanceBeforeRao, balanceAfterRao } = outcome
  reportPaid(context, chain, {
    outcome,
    balanceBeforeRao,
    balanceAfterRao,
    fields: { netuid, uid, hotkeySs58, burnRao: outcome.burnRao },
    sentence: `Registered on subnet ${netuid} with uid ${uid}`,
  })
}

function dryRunFigures(quote: CheckedQuote) {
  const { netuid, hotkeySs58, coldkeySs58, burnRao, feeRao, balance, wouldSucceed, problem } = quote
  const balanceBeforeRao = balance.freeRao
  const balanceAfterRao = balanceBeforeRao - burnRao - feeRao
  const amounts = { burnRao, feeRao, balanceBeforeRao, balanceAfterRao }
  return { netuid, hotkeySs58, coldkeySs58, ...amounts, wouldSucceed, problem }
}
