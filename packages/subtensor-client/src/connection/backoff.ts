const FIRST_MS = 250

/**
 * How long to wait before an attempt: doubled from 250 ms on, at most `maxMs`, and between half of that and all of it,
 * so that clients which lost the same node do not come back at the same moment.
 *
 * @param failures - attempts that failed in a row, from 1 on.
 * @param random - from 0 to 1.
 */
export function backoffMs(failures: number, maxMs: number, random: number): number {
  const ceiling = Math.min(maxMs, FIRST_MS * 2 ** Math.min(failures - 1, 20))
  return Math.round(ceiling * (0.5 + random / 2))
}
