import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mortalEra } from './mortal-era.ts'

const periods = fc.integer({ min: 2, max: 11 }).map((power) => 2 ** power)
const chains = fc
  .record({ headBlock: fc.nat(10_000_000), lag: fc.nat(5_000), periodBlocks: periods })
  .map(({ headBlock, lag, periodBlocks }) => ({
    headBlock,
    finalizedBlock: Math.max(0, headBlock - lag),
    periodBlocks,
  }))

test('an era ends soon, and is never over or unborn when it is signed', () => {
  fc.assert(
    fc.property(chains, (chain) => {
      const { birthBlock, lastBlock } = mortalEra(chain)
      expect(birthBlock).toBeLessThanOrEqual(chain.headBlock)
      expect(birthBlock).toBeGreaterThanOrEqual(0)
      expect(lastBlock).toBeGreaterThanOrEqual(chain.headBlock + chain.periodBlocks / 2)
      expect(lastBlock).toBeLessThan(chain.headBlock + chain.periodBlocks)
    }),
  )
})

test('it is born in a block that no fork can take away, where finality is near', () => {
  expect(mortalEra({ headBlock: 100, finalizedBlock: 99, periodBlocks: 8 })).toEqual({
    periodBlocks: 8,
    birthBlock: 99,
    lastBlock: 106,
  })
  expect(mortalEra({ headBlock: 100, finalizedBlock: 3, periodBlocks: 8 }).birthBlock).toBe(98)
})

test.each([0, 1, 2, 3, 6, 4_096, 8.5, Number.NaN, -8])('refuses a period of %d blocks', (periodBlocks) => {
  expect(() => mortalEra({ headBlock: 100, finalizedBlock: 98, periodBlocks })).toThrowError(
    expect.objectContaining({ code: 'E_CHAIN_ARGUMENT' }),
  )
})
