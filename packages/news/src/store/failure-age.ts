/** For so long a cache gives a failure again, so that the same command twice is the same twice. */
export const FAILURE_REUSE_MS = 5 * 60_000

/** Failures that the user mends, and then wants to see mended. */
const MENDED = new Set(['E_NEWS_REFUSED', 'E_NEWS_STOPPED', 'E_BUDGET'])

/** True where a cache may keep a failure for a while. */
export function isKeptFailure(code: string): boolean {
  return !MENDED.has(code)
}
