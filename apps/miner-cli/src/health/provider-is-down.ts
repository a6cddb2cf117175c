/** Nothing helps against these but somebody who acts: a key refused, an empty account, a name nobody knows. */
const STOPPED = new Set([
  'E_MODEL_KEY',
  'E_MODEL_QUOTA',
  'E_MODEL_UNKNOWN',
  'E_NEWS_REFUSED',
  'E_NEWS_CIRCUIT',
])
const FAILURES_TO_DOWN = 3

/** Whether a service is down: it has failed three times in a row, or once in a way that does not pass by itself. */
export function providerIsDown({
  failuresInARow,
  lastCode,
}: {
  readonly failuresInARow: number
  readonly lastCode: string | null
}): boolean {
  if (failuresInARow === 0) return false
  return failuresInARow >= FAILURES_TO_DOWN || (lastCode !== null && STOPPED.has(lastCode))
}
