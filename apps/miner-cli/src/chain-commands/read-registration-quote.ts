import type { OpenChain } from './open-chain.ts'
import { type RegistrationQuote, refusalOf } from './registration-quote.ts'
import { formatTao } from './tao.ts'

/** A registration that the balance and the limit allow, with what the runtime thinks of it. */
export interface CheckedQuote extends RegistrationQuote {
  /** Null where the node cannot say. */
  readonly wouldSucceed: boolean
  readonly problem: string | null
}

/**
 * Reads what a registration would cost at the newest block, shows it, and lets it through only where the figures
 * allow it.
 *
 * @throws IgError what `refusalOf` finds, and `E_CHAIN_SUBNET` where there is no such subnet.
 */
export async function readRegistrationQuote(
  chain: OpenChain,
  asked: { netuid: number; coldkeySs58: string; hotkeySs58: string },
  maxCostRao: bigint | null,
): Promise<CheckedQuote> {
  const quote = await readQuote(chain, asked)
  sayQuote(chain, quote)
  const refusal = refusalOf(quote, maxCostRao)
  if (refusal !== null) throw refusal
  const { feeRao, wouldSucceed, problem } = await chain.prompter.withSpinner('Asking the runtime', (signal) =>
    chain.client.dryRunRegister({ ...asked, maxCostRao: quote.burnRao, signal }),
  )
  const withFee = refusalOf({ ...quote, feeRao }, maxCostRao)
  if (withFee !== null) throw withFee
  if (feeRao > 0n) chain.say(`The fee of the network: ${formatTao(feeRao)}`)
  chain.say(`Your balance afterwards: ${formatTao(quote.balance.freeRao - quote.burnRao - feeRao)}`)
  return { ...quote, feeRao, wouldSucceed, problem }
}

async function readQuote(
  { client, prompter }: OpenChain,
  asked: { netuid: number; coldkeySs58: string; hotkeySs58: string },
): Promise<RegistrationQuote> {
  const { netuid, hotkeySs58 } = asked
  return prompter.withSpinner('Reading the price and the balance', async (signal) => {
    const at = { signal, atBlockHash: (await client.getBlock({ signal })).hash }
    const { registrationAllowed } = await client.getHyperparameters(netuid, at)
    const [burnRao, balance, uid, ownerSs58] = await Promise.all([
      client.getBurnCost(netuid, at),
      client.getBalance(asked.coldkeySs58, at),
      client.getUid({ netuid, hotkeySs58 }, at),
      client.getHotkeyOwner(hotkeySs58, at),
    ])
    return { ...asked, uid, ownerSs58, registrationAllowed, burnRao, feeRao: 0n, balance }
  })
}

function sayQuote({ say, network }: OpenChain, quote: RegistrationQuote): void {
  say(`Network: ${network.name}, subnet: ${quote.netuid}`)
  say(`Coldkey: ${quote.coldkeySs58}`)
  say(`Hotkey:  ${quote.hotkeySs58}`)
  say(`Your balance is: ${formatTao(quote.balance.freeRao)}`)
  say(`The cost to register is: ${formatTao(quote.burnRao)} (burned, it does not come back)`)
}
