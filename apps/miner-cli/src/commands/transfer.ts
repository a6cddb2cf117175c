import {
  chooseNetwork,
  type Dialogue,
  type OpenChain,
  openDialogue,
  withChain,
} from '../chain-commands/open-chain.ts'
import { pay, reportPaid } from '../chain-commands/pay.ts'
import { sendAndWait } from '../chain-commands/send.ts'
import { readSpendFlags, requireLimit } from '../chain-commands/spending.ts'
import { fundsMissing, overLimit } from '../chain-commands/spending-limits.ts'
import { formatTao } from '../chain-commands/tao.ts'
import {
  checkedAddress,
  positiveTao,
  problemOf,
  readTransferFlags,
  requireOther,
  type TransferRequest,
} from '../chain-commands/transfer-request.ts'
import { openColdkey } from '../chain-commands/unlock.ts'
import { walletColdkey, walletLocation } from '../wallet/wallet-addresses.ts'
import type { CommandContext, RunCommand } from './command.ts'

/** Sends TAO of the coldkey to an address, after both were shown in full and agreed to; the account stays alive. */
export const run: RunCommand = async (context) => {
  const spend = readSpendFlags(context.flags)
  const asked = readTransferFlags(context.flags)
  const dialogue = openDialogue(context)
  const network = await chooseNetwork(context, dialogue)
  requireLimit(spend, network)
  const fromSs58 = walletColdkey(context)
  const request = await completeRequest(asked, dialogue)
  requireOther(request, fromSs58)
  const guard = (seen: typeof network) => requireLimit(spend, seen)
  return withChain({ dialogue, network, guard }, async (chain) => {
    const quote = await readQuote(chain, fromSs58, request)
    sayQuote(chain, quote)
    const { amountRao, feeRao, transferableRao } = quote
    const refusal =
      overLimit({ costRao: amountRao + feeRao, maxCostRao: spend.maxCostRao }) ??
      fundsMissing({ accountSs58: fromSs58, transferableRao, neededRao: amountRao + feeRao })
    if (refusal !== null) throw refusal
    return pay(context, chain, spend, {
      quote,
      figures: dryRunFigures(quote),
      question: `Send ${formatTao(amountRao)} to ${request.toSs58}?`,
      send: () => send(context, chain, quote),
    })
  })
}

async function completeRequest(
  { toSs58, amountRao }: ReturnType<typeof readTransferFlags>,
  { prompter }: Dialogue,
): Promise<TransferRequest> {
  const to =
    toSs58 ??
    (await prompter.text({
      message: 'Send to which address?',
      flag: '--to ADDRESS',
      validate: problemOf(checkedAddress),
    }))
  const amount =
    amountRao ??
    positiveTao(
      await prompter.text({
        message: 'How much TAO?',
        flag: '--amount TAO',
        validate: problemOf((text) => positiveTao(text, 'the answer')),
      }),
      'the answer',
    )
  return { toSs58: checkedAddress(to), amountRao: amount }
}

interface TransferQuote {
  readonly fromSs58: string
  readonly toSs58: string
  readonly amountRao: bigint
  readonly feeRao: bigint
  readonly balanceRao: bigint
  readonly transferableRao: bigint
  readonly wouldSucceed: boolean
  readonly problem: string | null
}

async function readQuote(
  { client, prompter }: OpenChain,
  fromSs58: string,
  { toSs58, amountRao }: TransferRequest,
): Promise<TransferQuote> {
  return prompter.withSpinner('Reading the balance and the fee', async (signal) => {
    const { freeRao, transferableRao } = await client.getBalance(fromSs58, { signal })
    const dryRun = (rao: bigint) => client.dryRunTransfer({ fromSs58, toSs58, amountRao: rao, signal })
    // All of it is a figure from here on: what arrives later was neither agreed to nor counted against --max-cost.
    const sentRao =
      amountRao === 'all'
        ? atLeastOne(transferableRao - (await dryRun(atLeastOne(transferableRao))).feeRao)
        : amountRao
    const cost = await dryRun(sentRao)
    return { fromSs58, toSs58, amountRao: sentRao, balanceRao: freeRao, transferableRao, ...cost }
  })
}

/** Less than that cannot be sent, so that an account with less is told what it lacks. */
function atLeastOne(rao: bigint): bigint {
  return rao > 1n ? rao : 1n
}

function sayQuote({ say, network }: OpenChain, quote: TransferQuote): void {
  say(`Network: ${network.name}`)
  say(`From: ${quote.fromSs58}`)
  say(`To:   ${quote.toSs58}`)
  say(`Your balance is: ${formatTao(quote.balanceRao)}`)
  say(`Amount: ${formatTao(quote.amountRao)}, fee: ${formatTao(quote.feeRao)}`)
  const afterwards = quote.balanceRao - quote.amountRao - quote.feeRao
  if (afterwards >= 0n) say(`Your balance afterwards: ${formatTao(afterwards)}`)
}

function dryRunFigures({ balanceRao, transferableRao: _, ...quote }: TransferQuote) {
  const balanceAfterRao = balanceRao - quote.amountRao - quote.feeRao
  return { ...quote, balanceBeforeRao: balanceRao, balanceAfterRao }
}

async function send(
  context: CommandContext,
  chain: OpenChain,
  { fromSs58, toSs58, amountRao, balanceRao }: TransferQuote,
): Promise<void> {
  const location = walletLocation(context)
  const where = `--wallet.name ${location.name} ${chain.network.flag}`
  const look = {
    what: 'the answer',
    commands: [`wallet balance ${where}`, `wallet balance --ss58 ${toSs58}`],
  }
  const from = await openColdkey(context, chain, fromSs58)
  const outcome = await sendAndWait(chain, { label: 'Sending', look }, (signal) =>
    chain.client.transfer({ from, toSs58, amountRao, signal }),
  )
  const { freeRao } = await chain.client.getBalance(fromSs58)
  reportPaid(context, chain, {
    outcome,
    balanceBeforeRao: balanceRao,
    balanceAfterRao: freeRao,
    fields: { fromSs58, toSs58, amountRao, feeRao: outcome.feeRao },
    sentence: `Sent ${formatTao(amountRao)} to ${toSs58}`,
  })
}
