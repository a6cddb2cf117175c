import { badArgument } from '../errors/write-errors.ts'

/** The blocks in which an extrinsic may be included. */
export interface MortalEra {
  /** A power of two from 4 to 2,048. */
  readonly periodBlocks: number
  /** The block whose hash is signed; the extrinsic may be included in the blocks after it. */
  readonly birthBlock: number
  /** The last block that can hold it. */
  readonly lastBlock: number
}

/** 8 blocks are 96 s: long enough to be included, short enough to know soon that it never will be. */
export const DEFAULT_ERA_BLOCKS = 8

const MIN_PERIOD_BLOCKS = 4
// From 4,096 blocks on, Substrate rounds the phase; a node keeps the hashes of 2,400 blocks only.
const MAX_PERIOD_BLOCKS = 2_048

/**
 * The era for an extrinsic that is signed now. It is born a quarter of its period before the head at most, at the
 * finalized block where that is nearer: a fork of the newest blocks then leaves the signature valid.
 *
 * @throws IgError `E_CHAIN_ARGUMENT` where the period is no power of two from 4 to 2,048.
 */
export function mortalEra(chain: {
  readonly headBlock: number
  readonly finalizedBlock: number
  readonly periodBlocks: number
}): MortalEra {
  const { headBlock, finalizedBlock, periodBlocks } = chain
  if (
    !Number.isInteger(Math.log2(periodBlocks)) ||
    periodBlocks < MIN_PERIOD_BLOCKS ||
    periodBlocks > MAX_PERIOD_BLOCKS
  ) {
    throw badArgument('The era is no power of two from 4 to 2,048 blocks.', { eraBlocks: periodBlocks })
  }
  const birthBlock = Math.min(headBlock, Math.max(finalizedBlock, headBlock - periodBlocks / 4, 0))
  return { periodBlocks, birthBlock, lastBlock: birthBlock + periodBlocks - 1 }
}
