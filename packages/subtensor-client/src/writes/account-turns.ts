/** The last turn of each key, of every client in this process; on two chains at once a key takes turns as well. */
const lastTurns = new Map<string, Promise<void>>()

/**
 * Runs one task after the other for the same key, so that no two of them read the same nonce. A task that lets go
 * early, by `release`, lets the next one begin. Rejects with the signal's reason where that comes before the turn;
 * the task is not run then.
 */
export async function inTurn<T>(
  key: string,
  task: (release: () => void) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const before = lastTurns.get(key) ?? Promise.resolve()
  const { promise: ended, resolve: release } = Promise.withResolvers<void>()
  const turn = before.then(() => ended)
  lastTurns.set(key, turn)
  void turn.then(() => {
    if (lastTurns.get(key) === turn) lastTurns.delete(key)
  })
  try {
    await untilAborted(before, signal)
    return await task(release)
  } finally {
    release()
  }
}

function untilAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    void promise.then(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    })
  })
}
