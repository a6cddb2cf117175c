import { z } from 'zod'
import { count, parseAs } from '../reads/parse-as.ts'
import { publicKeyOf } from '../reads/public-key-of.ts'
import type { ChainNow } from './intent.ts'
import { refusedBeforeSending } from './refused-before-sending.ts'

const RATE_LIMIT = 'subtensorModule.servingRateLimit'
const servedRecord = z.object({ block: count }).nullable()

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
  const records = `subtensorModule.${record}`
  const [limit, last] = await Promise.all([
    at.storage(RATE_LIMIT, netuid),
    at.stored(records, netuid, publicKeyOf(hotkeySs58)),
  ])
  const rateLimitBlocks = parseAs(count, RATE_LIMIT, limit)
  const waitBlocks = blocksToWait({
    nextBlock: head.number + 1,
    limitBlocks: rateLimitBlocks,
    lastServedBlock: parseAs(servedRecord, records, last)?.block ?? 0,
  })
  if (waitBlocks > 0) {
    throw refusedBeforeSending('ServingRateLimitExceeded', {
      netuid,
      hotkeySs58,
      rateLimitBlocks,
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
