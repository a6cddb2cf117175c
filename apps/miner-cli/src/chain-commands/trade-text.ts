import { alphaFor, worthOf } from './stake-price.ts'
import { formatTao } from './tao.ts'

/** What is traded with a subnet's pool, and at which price. */
export interface Trade {
  readonly direction: 'add' | 'remove'
  readonly amountRao: bigint
  readonly priceRao: bigint
  /** As the runtime simulates it; null where it does not. */
  readonly receivedRao: bigint | null
}

/** One sentence: what an amount buys or sells for. `alpha` writes an amount of the subnet's own currency. */
export function tradeText(trade: Trade, alpha: (rao: bigint) => string): string {
  const { direction, amountRao, priceRao, receivedRao } = trade
  const [paid, received, verb] =
    direction === 'add' ? ([formatTao, alpha, 'buy'] as const) : ([alpha, formatTao, 'sell for'] as const)
  const atPriceRao = direction === 'add' ? alphaFor(amountRao, priceRao) : worthOf(amountRao, priceRao)
  if (receivedRao === null) {
    return `${paid(amountRao)} ${verb} ${received(atPriceRao)} at the price of now, less what the trade itself moves it by`
  }
  const less = lessText(receivedRao, atPriceRao)
  return `${paid(amountRao)} ${verb} ${received(receivedRao)} (${less} by the pool's fee and slippage)`
}

/** `0.52 % less`: how far an amount falls short of another. */
function lessText(rao: bigint, fullRao: bigint): string {
  if (fullRao === 0n || rao >= fullRao) return 'nothing lost'
  const hundredths = ((fullRao - rao) * 10_000n) / fullRao
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')} % less`
}
