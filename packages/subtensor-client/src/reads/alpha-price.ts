import { z } from 'zod'
import type { ChainState } from './chain-state.ts'
import { isAnotherForm } from './is-another-form.ts'
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
  const others = netuids.filter((netuid) => netuid !== ROOT_NETUID)
  const known = others.length > 1 ? await allPrices(state) : null
  const prices = known ?? new Map(await Promise.all(others.map((netuid) => priceOf(state, netuid))))
  return new Map([...prices, [ROOT_NETUID, RAO_PER_TAO]])
}

/** All prices in one call; null where the runtime does not have it, or not in this form. */
async function allPrices(state: ChainState): Promise<ReadonlyMap<number, bigint> | null> {
  if (!state.hasCall(ALL_PRICES)) return null
  try {
    const prices = parseAs(z.array(subnetPrice), ALL_PRICES, await state.call(ALL_PRICES))
    return new Map(prices.map(({ netuid, price }) => [netuid, price]))
  } catch (error) {
    if (isAnotherForm(error)) return null
    throw error
  }
}

async function priceOf(state: ChainState, netuid: number): Promise<readonly [number, bigint]> {
  if (state.hasCall(PRICE)) return [netuid, parseAs(rao, PRICE, await state.call(PRICE, netuid))]
  // Older runtimes have pools of a constant product, whose price is the ratio of what they hold.
  const amounts = await state.storages([
    ['subtensorModule.subnetTAO', netuid],
    ['subtensorModule.subnetAlphaIn', netuid],
  ])
  const [tao, alpha] = parseAs(z.tuple([rao, rao]), 'the pool of a subnet', amounts)
  return [netuid, alpha === 0n ? 0n : (tao * RAO_PER_TAO) / alpha]
}
