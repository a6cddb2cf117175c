/** A loop that is running. */
export interface Polling {
  /** Resolves when the poll that is under way, if any, has ended. */
  stop(): Promise<void>
}

const BETWEEN_POLLS_MS = 1_000

/** Polls at once and then every `pollMs`, never two at a time; `betweenPolls` runs every second meanwhile. */
export function startPolling({
  pollMs,
  poll,
  betweenPolls,
  onError,
}: {
  readonly pollMs: number
  readonly poll: () => Promise<void>
  readonly betweenPolls: () => void
  /** Told what a poll or the work between polls threw; the next one comes all the same. */
  readonly onError: (error: unknown) => void
}): Polling {
  let underWay: Promise<void> | null = null
  const pollOnce = () => {
    underWay ??= poll()
      .catch(onError)
      .finally(() => {
        underWay = null
      })
  }
  const polls = setInterval(pollOnce, pollMs)
  const between = setInterval(() => {
    try {
      betweenPolls()
    } catch (error) {
      onError(error)
    }
  }, BETWEEN_POLLS_MS)
  pollOnce()
  return {
    stop: async () => {
      clearInterval(polls)
      clearInterval(between)
      await underWay
    },
  }
}
