import { expect, test } from 'vitest'
import { decimals } from './tao.ts'
import { tradeText } from './trade-text.ts'

const TAO = 1_000_000_000n
const alpha = (rao: bigint) => `${decimals(rao)} β`
const bought = { direction: 'add', amountRao: 10n * TAO, priceRao: TAO / 2n } as const

test('what the runtime simulates is named, and how far it falls short of the price', () => {
  expect(tradeText({ ...bought, receivedRao: (20n * TAO * 9_948n) / 10_000n }, alpha)).toMatchInlineSnapshot(
    `"τ10.000000000 buy 19.896000000 β (0.52 % less by the pool's fee and slippage)"`,
  )
  const sold = { ...bought, direction: 'remove', receivedRao: 5n * TAO } as const
  expect(tradeText(sold, alpha)).toMatchInlineSnapshot(
    `"10.000000000 β sell for τ5.000000000 (nothing lost by the pool's fee and slippage)"`,
  )
})

test('where it does not simulate, slippage is said to be left out', () => {
  expect(tradeText({ ...bought, receivedRao: null }, alpha)).toMatchInlineSnapshot(
    `"τ10.000000000 buy 20.000000000 β at the price of now, less what the trade itself moves it by"`,
  )
})
