import type { Codec } from '@polkadot/types/types'
import type { ChainNow } from './intent.ts'
import { type Integer, refusedBeforeSending } from './read-subnet.ts'
import { readStorage } from './runtime-items.ts'

type ServedRecord = Codec & {
  readonly isSome: boolean
  unwrap(): { readonly block: { toNumber(): number } }
}

/**
 * Checks that a hotkey may serve again in the next block.
 *
 * @param record where the runtime keeps what was served last
 * @throws IgError `E_CHAIN_REFUSED` (`ServingRateLimitExceeded`) with the blocks to wait in `values.waitBlocks`.
 */
export async function checkServingRateLimit(
  { at, head }: ChainNow,
  record: 'axons' | 'prometheus',
  netuid: number,
  hotkeySs58: string,
): Promise<void> {
  const [limit, last] = await Promise.all([
    readStorage<Integer>(at, 'subtensorModule', 'servingRateLimit', [netuid]),
    readStorage<ServedRecord>(at, 'subtensorModule', record, [netuid, hotkeySs58]),
  ])
  const waitBlocks = blocksToWait({
    nextBlock: head.number + 1,
    limitBlocks: limit.toNumber(),
    lastServedBlock: last.isSome ? last.unwrap().block.toNumber() : 0,
  })
  if (waitBlocks > 0) {
    throw refusedBeforeSending('ServingRateLimitExceeded', {
      netuid,
      hotkeySs58,
      rateLimitBlocks: limit.toNumber(),
      waitBlocks,
    })
  }
}

/** How many blocks the next one is too early; 0 where it is not. A hotkey that never served need not wait. */
export function blocksToWait(served: {
  readonly nextBlock: number
  readonly limitBlocks: number
  readonly lastServedBlock: number
}): number {
  const { nextBlock, limitBlocks, lastServedBlock } = served
  return lastServedBlock === 0 ? 0 : Math.max(0, lastServedBlock + limitBlocks - nextBlock)
}
