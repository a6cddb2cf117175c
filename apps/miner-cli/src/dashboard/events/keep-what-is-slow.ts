/** How many times as long as it took to make something is given again. */
const KEPT_FACTOR = 20
const MOST_KEPT = 16

/**
 * Gives what was made for a key again for twenty times as long as that took, so that looking never takes more than a
 * twentieth of a thread: on a store of 10,000 events half a second, where strangers brought half a million 20 seconds.
 */
export function keepWhatIsSlow<Owner, T>(
  monotonicMs: () => number,
): (owner: Owner, key: string, make: () => T) => T {
  const kept = new Map<string, { readonly owner: Owner; readonly value: T; readonly untilMs: number }>()
  return (owner, key, make) => {
    const found = kept.get(key)
    const startedMs = monotonicMs()
    if (found?.owner === owner && startedMs < found.untilMs) return found.value
    const value = make()
    const endedMs = monotonicMs()
    kept.delete(key)
    kept.set(key, { owner, value, untilMs: endedMs + KEPT_FACTOR * (endedMs - startedMs) })
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    return value
  }
}
