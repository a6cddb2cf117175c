import { IgError } from '@ig/errors'
import type { StakeDryRun, StakeOptions } from '@ig/subtensor-client'
import type { OpenChain } from './open-chain.ts'
import { limitPriceRao, type PriceLimit } from './stake-price.ts'

/** What is to be staked or taken out. */
export interface StakeRequest {
  readonly direction: 'add' | 'remove'
  readonly netuid: number
  readonly coldkeySs58: string
  readonly hotkeySs58: string
  readonly amountRao: bigint | 'all'
  readonly limit: PriceLimit
  readonly allowPartial: boolean
}

/** A request with the figures of the newest block. */
export interface StakeQuote extends StakeDryRun {
  readonly amountRao: bigint
  readonly priceRao: bigint
  readonly limitPriceRao: bigint | null
  readonly symbol: string
  readonly balanceRao: bigint
  readonly transferableRao: bigint
  /** In alpha. */
  readonly stakeRao: bigint
}

const ROOT_NETUID = 0

/** Reads the price, the balance and the stake, and asks the runtime. */
export async function readStakeQuote(
  { client, prompter }: OpenChain,
  request: StakeRequest,
): Promise<StakeQuote> {
  return prompter.withSpinner('Reading the price, the balance and the stake', async (signal) => {
    const at = { signal, atBlockHash: (await client.getBlock({ signal })).hash }
    const [subnets, balance, stakes] = await Promise.all([
      client.getSubnets(at),
      client.getBalance(request.coldkeySs58, at),
      client.getStakes(request.coldkeySs58, at),
    ])
    const subnet = subnets.find(({ netuid }) => netuid === request.netuid)
    if (subnet === undefined) throw noSubnet(request.netuid)
    const stakeRao =
      stakes.find(({ netuid, hotkeySs58 }) => netuid === request.netuid && hotkeySs58 === request.hotkeySs58)
        ?.alphaRao ?? 0n
    const priceRao = subnet.alphaPriceRao
    const amountRao = request.amountRao === 'all' ? stakeRao : request.amountRao
    // Root has no pool, hence no price that could move.
    const limitRao =
      request.netuid === ROOT_NETUID ? null : limitPriceRao(request.limit, priceRao, request.direction)
    const figures = {
      amountRao,
      priceRao,
      limitPriceRao: limitRao,
      symbol: subnet.symbol,
      balanceRao: balance.freeRao,
      transferableRao: balance.transferableRao,
      stakeRao,
    }
    const options = stakeOptions(request, figures)
    const dryRun = await client.dryRunStake({
      ...options,
      coldkeySs58: request.coldkeySs58,
      direction: request.direction,
      signal,
    })
    return { ...figures, ...dryRun }
  })
}

/** What the client takes for it, but for the key that signs. */
export function stakeOptions(
  { netuid, hotkeySs58, allowPartial }: StakeRequest,
  { amountRao, limitPriceRao }: Pick<StakeQuote, 'amountRao' | 'limitPriceRao'>,
): Omit<StakeOptions, 'coldkey'> {
  return {
    netuid,
    hotkeySs58,
    amountRao,
    ...(limitPriceRao !== null && { limitPriceRao, allowPartial }),
  }
}

function noSubnet(netuid: number): IgError {
  return new IgError({
    code: 'E_CHAIN_SUBNET',
    message: 'There is no subnet with this netuid on this network.',
    values: { netuid },
    hint: '`pnpm miner subnets` lists those that there are.',
  })
}
