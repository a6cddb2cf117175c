/** Blocks for which a hotkey cannot be replaced yet, 0 afterwards; null where one of the numbers is not known. */
export function immuneBlocksLeft({
  registeredAtBlock,
  immunityPeriodBlocks,
  headBlock,
}: {
  readonly registeredAtBlock: number | null
  readonly immunityPeriodBlocks: number | null
  readonly headBlock: number | null
}): number | null {
  if (registeredAtBlock === null || immunityPeriodBlocks === null || headBlock === null) return null
  return Math.max(0, registeredAtBlock + immunityPeriodBlocks - headBlock)
}
