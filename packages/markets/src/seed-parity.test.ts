import { expect, test } from 'vitest'
import { seedAzuroPrice, seedPolymarketPrice } from './seed-parity.ts'

test('answers as the Python miner of 2024 did, margin, first token and all', () => {
  expect(
    seedPolymarketPrice({
      tokens: [
        { outcome: 'No', price: 0.7 },
        { outcome: 'Yes', price: 0.3 },
      ],
    }),
  ).toBe(0.7)
  expect(seedAzuroPrice({ outcome: { currentOdds: '1.25' } })).toBe(0.8)
})

test('has no price where there is none', () => {
  expect(seedPolymarketPrice({ tokens: [] })).toBeNull()
  expect(seedAzuroPrice({ outcome: null })).toBeNull()
  expect(seedAzuroPrice({ outcome: { currentOdds: '0' } })).toBeNull()
})
