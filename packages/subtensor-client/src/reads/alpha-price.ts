import { z } from 'zod'
import type { ChainState } from './chain-state.ts'
import { count, parseAs, rao } from './parse-as.ts'

const PRICE = 'SwapRuntimeApi.current_alpha_price'
const ALL_PRICES = 'SwapRuntimeApi.current_alpha_price_all'
const ROOT_NETUID = 0
const RAO_PER_TAO = 1_000_000_000n
const subnetPrice = z.object({ netuid: count, price: rao })

/** What one alpha of each subnet costs in its pool, in rao. The root's is one TAO. */
export async function priceAlpha(
  state: ChainState,
  netuids: readonly number[],
): Promise<ReadonlyMap<number, bigint>> {
  const prices = new Map(netuids.includes(ROOT_NETUID) ? [[ROOT_NETUID, RAO_PER_TAO]] : [])
  const others = netuids.filter((netuid) => netuid !== ROOT_NETUID)
  if (others.length > 1 && state.hasCall(ALL_PRICES)) {
    for (const { netuid, price } of parseAs(z.array(subnetPrice), ALL_PRICES, await state.call(ALL_PRICES))) {
      if (others.includes(netuid)) prices.set(netuid, price)
    }
    return prices
  }
  const found = state.hasCall(PRICE)
    ? await Promise.all(others.map((netuid) => state.call(PRICE, netuid)))
    : await poolPrices(state, others)
  others.forEach((netuid, i) => void prices.set(netuid, parseAs(rao, PRICE, found[i])))
  return prices
}

/** Older runtimes have pools of a constant product, whose price is the ratio of what they hold. */
async function poolPrices(state: ChainState, netuids: readonly number[]): Promise<readonly bigint[]> {
  const pools = await state.storages(
    netuids.flatMap((netuid) => [
      ['subtensorModule.subnetTAO', netuid] as const,
      ['subtensorModule.subnetAlphaIn', netuid] as const,
    ]),
  )
  const amounts = parseAs(z.array(rao), 'the pools of subnets', pools)
  return netuids.map((_, i) => {
    const [tao = 0n, alpha = 0n] = amounts.slice(2 * i)
    return alpha === 0n ? 0n : (tao * RAO_PER_TAO) / alpha
  })
}
