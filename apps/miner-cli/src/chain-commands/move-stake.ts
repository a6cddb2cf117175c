import { IgError } from '@ig/errors'
import type { CommandContext } from '../commands/command.ts'
import { escapeControl } from '../output/escape-control.ts'
import { walletColdkey, walletHotkey, walletLocation } from '../wallet/wallet-addresses.ts'
import { chooseNetwork, type Dialogue, type OpenChain, openDialogue, withChain } from './open-chain.ts'
import { pay, reportPaid } from './pay.ts'
import { sendAndWait } from './send.ts'
import { readSpendFlags, requireLimit, type SpendFlags } from './spending.ts'
import { fundsMissing, overLimit } from './spending-limits.ts'
import { readPriceLimit } from './stake-price.ts'
import { readStakeQuote, type StakeQuote, type StakeRequest, stakeOptions } from './stake-quote.ts'
import { chooseNetuid } from './subnet-choice.ts'
import { decimals, formatTao } from './tao.ts'
import { tradeText } from './trade-text.ts'
import { positiveTao, problemOf } from './transfer-request.ts'
import { openColdkey } from './unlock.ts'

/** Runs `stake add` or `stake remove`, which differ in direction, not in their steps. */
export async function moveStake(context: CommandContext, direction: 'add' | 'remove'): Promise<number> {
  const spend = readSpendFlags(context.flags)
  const limit = readPriceLimit(context.flags)
  const given = readAmount(context, direction)
  const dialogue = openDialogue(context)
  const network = await chooseNetwork(context, dialogue)
  requireLimit(spend, network)
  const request: StakeRequest = {
    direction,
    netuid: await chooseNetuid(context, dialogue),
    coldkeySs58: walletColdkey(context),
    hotkeySs58: walletHotkey(context),
    amountRao: given ?? (await askAmount(dialogue, direction)),
    limit,
    allowPartial: context.flags.get('allow-partial') === true,
  }
  const guard = (seen: typeof network) => requireLimit(spend, seen)
  return withChain({ dialogue, network, guard }, async (chain) => {
    const quote = await readStakeQuote(chain, request)
    sayQuote(chain, request, quote)
    const refusal = refusalOf(request, quote, spend)
    if (refusal !== null) throw refusal
    const what = direction === 'add' ? formatTao(quote.amountRao) : alpha(quote, quote.amountRao)
    return pay(context, chain, spend, {
      quote,
      figures: dryRunFigures(request, quote),
      question: direction === 'add' ? `Stake ${what}?` : `Take out ${what}?`,
      send: () => send(context, chain, request, quote),
    })
  })
}

function readAmount({ flags }: CommandContext, direction: 'add' | 'remove'): bigint | 'all' | null {
  const amount = flags.get('amount')
  const all = flags.get('all') === true
  if (all && (direction === 'add' || amount !== undefined)) {
    throw new IgError({
      code: 'E_ARGUMENT',
      message:
        direction === 'add' ? 'All of a balance is never staked.' : 'Either --amount or --all, not both.',
      hint: 'Name the amount with --amount.',
    })
  }
  if (all) return 'all'
  return typeof amount === 'string' ? positiveTao(amount, '--amount') : null
}

async function askAmount({ prompter }: Dialogue, direction: 'add' | 'remove'): Promise<bigint> {
  const answer = await prompter.text({
    message: direction === 'add' ? 'How much TAO?' : "How much of the subnet's alpha?",
    flag: '--amount AMOUNT',
    validate: problemOf((text) => positiveTao(text, 'the answer')),
  })
  return positiveTao(answer, 'the answer')
}

function sayQuote({ say, network }: OpenChain, request: StakeRequest, quote: StakeQuote): void {
  const { priceRao, limitPriceRao, feeRao, balanceRao, stakeRao } = quote
  say(`Network: ${network.name}, subnet: ${request.netuid}`)
  say(`Coldkey: ${request.coldkeySs58}`)
  say(`Hotkey:  ${request.hotkeySs58}`)
  say(`Your balance is: ${formatTao(balanceRao)}`)
  say(`Your stake is: ${alpha(quote, stakeRao)}`)
  say(tradeText({ ...quote, direction: request.direction }, (rao) => alpha(quote, rao)))
  const limit = limitPriceRao === null ? 'no limit' : `not worse than ${formatTao(limitPriceRao)}`
  say(`The price is ${formatTao(priceRao)} (${limit}), the fee ${formatTao(feeRao)}`)
}

function refusalOf(request: StakeRequest, quote: StakeQuote, { maxCostRao }: SpendFlags): IgError | null {
  const { amountRao, feeRao, stakeRao, transferableRao } = quote
  const costRao = request.direction === 'add' ? amountRao + feeRao : feeRao
  const beyondLimit = overLimit({ costRao, maxCostRao })
  if (beyondLimit !== null) return beyondLimit
  if (request.direction === 'remove' && (amountRao > stakeRao || amountRao === 0n)) {
    return new IgError({
      code: 'E_CHAIN_FUNDS',
      message: 'There is not that much stake on this hotkey; nothing was sent.',
      values: { netuid: request.netuid, asked: decimals(amountRao), staked: decimals(stakeRao) },
      hint: '`pnpm miner stake list` shows what there is.',
    })
  }
  return fundsMissing({ accountSs58: request.coldkeySs58, transferableRao, neededRao: costRao })
}

function dryRunFigures({ direction, netuid, hotkeySs58 }: StakeRequest, quote: StakeQuote) {
  const { symbol: _, transferableRao: __, ...figures } = quote
  return { direction, netuid, hotkeySs58, ...figures }
}

async function send(
  context: CommandContext,
  chain: OpenChain,
  request: StakeRequest,
  quote: StakeQuote,
): Promise<void> {
  const { direction, netuid, hotkeySs58, coldkeySs58 } = request
  const location = walletLocation(context)
  const where = `--wallet.name ${location.name} ${chain.network.flag}`
  const look = { what: 'the stake', commands: [`stake list ${where}`, `wallet balance ${where}`] }
  const coldkey = await openColdkey(context, chain, coldkeySs58)
  const outcome = await sendAndWait(chain, { label: 'Sending', look }, (signal) => {
    const options = { ...stakeOptions(request, quote), coldkey, signal }
    return direction === 'add' ? chain.client.addStake(options) : chain.client.removeStake(options)
  })
  const [{ freeRao }, stakes] = await Promise.all([
    chain.client.getBalance(coldkeySs58),
    chain.client.getStakes(coldkeySs58),
  ])
  const stakeAfterRao =
    stakes.find((stake) => stake.netuid === netuid && stake.hotkeySs58 === hotkeySs58)?.alphaRao ?? 0n
  const { amountRao, stakeRao: stakeBeforeRao, balanceRao: balanceBeforeRao } = quote
  const amounts = { amountRao, feeRao: outcome.feeRao, stakeBeforeRao, stakeAfterRao }
  reportPaid(context, chain, {
    outcome,
    balanceBeforeRao,
    balanceAfterRao: freeRao,
    fields: { direction, netuid, hotkeySs58, ...amounts },
    sentence: `Stake: ${alpha(quote, stakeBeforeRao)} ➡ ${alpha(quote, stakeAfterRao)}`,
  })
}

/** An amount of the subnet's own currency, with the symbol that its owner chose. */
function alpha({ symbol }: Pick<StakeQuote, 'symbol'>, rao: bigint): string {
  return `${decimals(rao)} ${escapeControl(symbol) || 'alpha'}`
}
