import { expect, test } from 'vitest'
import { costUsd, MODEL_PRICES, priceOf } from './model-price.ts'

const mine = { inputUsdPerMillion: 1, outputUsdPerMillion: 2 }

test('a price of your own goes before the built-in one, a dated name goes by its family', () => {
  expect(priceOf('gpt-4.1-mini')).toBe(MODEL_PRICES['gpt-4.1-mini'])
  expect(priceOf('gpt-4.1-mini-2025-04-14')).toBe(MODEL_PRICES['gpt-4.1-mini'])
  expect(priceOf('gpt-4.1-mini', { 'gpt-4.1-mini': mine })).toBe(mine)
  expect(priceOf('gpt-4.1-mini-2025-04-14', { 'gpt-4.1-mini': mine })).toBe(mine)
})

test('what is not in a table has no price', () => {
  expect(priceOf('llama-home')).toBeNull()
  expect(priceOf('constructor')).toBeNull()
  expect(priceOf('gpt-4.1-mini-turbo')).toBeNull()
})

test('costs are per million tokens', () => {
  expect(costUsd(mine, 1_000_000, 500_000)).toBe(2)
})
