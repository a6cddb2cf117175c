const MS_PER_DAY = 86_400_000

/** The UTC day of a moment as days since 1970-01-01: what caps and quotas are counted by. */
export function utcDay(unixMs: number): number {
  return Math.floor(unixMs / MS_PER_DAY)
}
