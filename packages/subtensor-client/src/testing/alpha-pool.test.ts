import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buyAlpha, mostToSell, mostToSpend, sellAlpha } from './alpha-pool.ts'
import { alphaPriceRao } from './alpha-price.ts'
import { writeGenesis } from './genesis.ts'
import { loadRuntime } from './runtime.ts'
import { createState } from './state.ts'
import { createStateView } from './state-view.ts'

const genesis = createStateView(loadRuntime(293), createState())
writeGenesis(genesis, 0)
const fresh = () => createStateView(genesis.runtime, genesis.state.fork())
const rao = fc.bigInt({ min: 2_000_000n, max: 500_000_000_000n })

test('gives back less than it took', () => {
  fc.assert(
    fc.property(rao, (spentRao) => {
      const view = fresh()
      const { outRao } = buyAlpha(view, 2, spentRao)
      expect(sellAlpha(view, 2, outRao).outRao).toBeLessThan(spentRao)
    }),
    { numRuns: 30 },
  )
})

test('reaches a limit with the most that can be spent or sold, and does not pass it', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1_010_000_000n, max: 3_000_000_000n }), (limitRao) => {
      const buying = fresh()
      buyAlpha(buying, 2, mostToSpend(buying, 2, limitRao))
      expect(alphaPriceRao(buying, 2)).toBeLessThanOrEqual(limitRao)
      const selling = fresh()
      const lowest = 1_000_000_000_000_000_000n / limitRao
      sellAlpha(selling, 2, mostToSell(selling, 2, lowest))
      expect(alphaPriceRao(selling, 2)).toBeGreaterThanOrEqual(lowest)
    }),
    { numRuns: 30 },
  )
})

test('costs on the first 10 TAO what the real runtime took', () => {
  // Measured: 9,868,623,201 alpha for 10 TAO at reserves of 1,008.2 TAO and 1,007.8 alpha, fee 29,907,682 rao.
  const view = fresh()
  view.put('SubtensorModule.SubnetTAO', [2], 1_008_199_401_848n)
  view.put('SubtensorModule.SubnetAlphaIn', [2], 1_007_797_448_426n)
  const { outRao, feeRao } = buyAlpha(view, 2, 10_000_000_000n)
  expect(feeRao).toBe(29_907_682n)
  expect(Number(outRao) / 9_868_623_201).toBeCloseTo(1, 4)
})

test('takes alpha on root for TAO', () => {
  const view = fresh()
  expect(buyAlpha(view, 0, 5n)).toEqual({ outRao: 5n, feeRao: 0n })
  expect(mostToSpend(view, 0, 999_999_999n)).toBe(0n)
  expect(alphaPriceRao(view, 0)).toBe(1_000_000_000n)
})
