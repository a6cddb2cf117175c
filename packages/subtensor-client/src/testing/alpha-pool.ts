import type { StateView } from './state-view.ts'

const FEE_DENOMINATOR = 65_535n
const RAO_PER_TAO = 1_000_000_000n

/** What a trade with a subnet's pool gives. */
export interface Trade {
  readonly outRao: bigint
  readonly feeRao: bigint
}

const reserves = (view: StateView, netuid: number) => ({
  taoRao: view.amount('SubtensorModule.SubnetTAO', netuid),
  alphaRao: view.amount('SubtensorModule.SubnetAlphaIn', netuid),
})

const feeOf = (view: StateView, netuid: number, rao: bigint) =>
  (rao * view.amount('Swap.FeeRate', netuid)) / FEE_DENOMINATOR

/**
 * A constant product stands for the runtime's swap over ranges of prices: the amounts agree within a part in ten
 * thousand as long as all liquidity is the protocol's own.
 */
export function quoteBuy(view: StateView, netuid: number, taoInRao: bigint): Trade {
  if (netuid === 0) return { outRao: taoInRao, feeRao: 0n }
  const { taoRao, alphaRao } = reserves(view, netuid)
  const feeRao = feeOf(view, netuid, taoInRao)
  const netRao = taoInRao - feeRao
  return { outRao: (alphaRao * netRao) / (taoRao + netRao), feeRao }
}

/** The opposite of {@link quoteBuy}: alpha in, TAO out. */
export function quoteSell(view: StateView, netuid: number, alphaInRao: bigint): Trade {
  if (netuid === 0) return { outRao: alphaInRao, feeRao: 0n }
  const { taoRao, alphaRao } = reserves(view, netuid)
  const feeRao = feeOf(view, netuid, alphaInRao)
  const netRao = alphaInRao - feeRao
  return { outRao: (taoRao * netRao) / (alphaRao + netRao), feeRao }
}

/** Trades as {@link quoteBuy} says. */
export function buyAlpha(view: StateView, netuid: number, taoInRao: bigint): Trade {
  const trade = quoteBuy(view, netuid, taoInRao)
  if (netuid === 0) return trade
  const { taoRao, alphaRao } = reserves(view, netuid)
  view.put('SubtensorModule.SubnetTAO', [netuid], taoRao + taoInRao - trade.feeRao)
  view.put('SubtensorModule.SubnetAlphaIn', [netuid], alphaRao - trade.outRao)
  return trade
}

/** Trades as {@link quoteSell} says. */
export function sellAlpha(view: StateView, netuid: number, alphaInRao: bigint): Trade {
  const trade = quoteSell(view, netuid, alphaInRao)
  if (netuid === 0) return trade
  const { taoRao, alphaRao } = reserves(view, netuid)
  view.put('SubtensorModule.SubnetTAO', [netuid], taoRao - trade.outRao)
  view.put('SubtensorModule.SubnetAlphaIn', [netuid], alphaRao + alphaInRao - trade.feeRao)
  return trade
}

/** The most TAO that can be spent before an alpha costs more than the limit. */
export function mostToSpend(view: StateView, netuid: number, limitPriceRao: bigint): bigint {
  if (netuid === 0) return limitPriceRao >= RAO_PER_TAO ? 1n << 63n : 0n
  const { taoRao, alphaRao } = reserves(view, netuid)
  return positive(squareRoot((taoRao * alphaRao * limitPriceRao) / RAO_PER_TAO) - taoRao)
}

/** The most alpha that can be sold before an alpha brings less than the limit. */
export function mostToSell(view: StateView, netuid: number, limitPriceRao: bigint): bigint {
  if (netuid === 0) return limitPriceRao <= RAO_PER_TAO ? 1n << 63n : 0n
  const { taoRao, alphaRao } = reserves(view, netuid)
  if (limitPriceRao === 0n) return 1n << 63n
  return positive(squareRoot((taoRao * alphaRao * RAO_PER_TAO) / limitPriceRao) - alphaRao)
}

const positive = (value: bigint) => (value > 0n ? value : 0n)

/** Rounded down, by Newton's method. */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value
  let guess = 1n << BigInt((value.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (guess + value / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}
