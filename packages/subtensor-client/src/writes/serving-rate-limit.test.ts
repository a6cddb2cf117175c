import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blocksToWait } from './serving-rate-limit.ts'

test('the limit counts from the block of the last one, and a hotkey that never served is free', () => {
  expect(blocksToWait({ nextBlock: 26, limitBlocks: 50, lastServedBlock: 25 })).toBe(49)
  expect(blocksToWait({ nextBlock: 75, limitBlocks: 50, lastServedBlock: 25 })).toBe(0)
  expect(blocksToWait({ nextBlock: 3, limitBlocks: 50, lastServedBlock: 0 })).toBe(0)
  expect(blocksToWait({ nextBlock: 26, limitBlocks: 0, lastServedBlock: 25 })).toBe(0)
})

test('after waiting for as long as it says, one may serve, and not a block sooner', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1 }),
      fc.nat(1_000),
      fc.nat(1_000),
      (lastServedBlock, limitBlocks, later) => {
        const served = { lastServedBlock, limitBlocks, nextBlock: lastServedBlock + later }
        const wait = blocksToWait(served)
        expect(blocksToWait({ ...served, nextBlock: served.nextBlock + wait })).toBe(0)
        if (wait > 0) expect(blocksToWait({ ...served, nextBlock: served.nextBlock + wait - 1 })).toBe(1)
      },
    ),
  )
})
