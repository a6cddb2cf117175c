/** When a server was asked, and what it said the time was. */
export interface ClockSample {
  readonly sentAtMs: number
  readonly receivedAtMs: number
  /** Of the header `Date`: a whole second, the one that had begun. */
  readonly dateMs: number
}

/** This machine's clock minus the right time lies between these; positive is ahead. */
export interface OffsetBounds {
  readonly fromMs: number
  readonly toMs: number
}

const SECOND_MS = 1_000

/** What one answer tells: the server stamped it between asking and receiving, within the second that it names. */
export function boundsOf({ sentAtMs, receivedAtMs, dateMs }: ClockSample): OffsetBounds {
  return { fromMs: sentAtMs - dateMs - SECOND_MS, toMs: receivedAtMs - dateMs }
}

/** What several tell together; where they contradict each other, as servers behind one name may, what all allow. */
export function combineBounds(bounds: readonly OffsetBounds[]): OffsetBounds {
  const fromMs = Math.max(...bounds.map((one) => one.fromMs))
  const toMs = Math.min(...bounds.map((one) => one.toMs))
  if (fromMs <= toMs) return { fromMs, toMs }
  return {
    fromMs: Math.min(...bounds.map((one) => one.fromMs)),
    toMs: Math.max(...bounds.map((one) => one.toMs)),
  }
}

/** The least that the clock is off, whatever the server's exact moment was. */
export function leastOffsetMs({ fromMs, toMs }: OffsetBounds): number {
  if (fromMs > 0) return fromMs
  return toMs < 0 ? -toMs : 0
}

/** `1.6 s ahead (at least 1.2 s)`; what lies within a second is called right. */
export function offsetText(bounds: OffsetBounds): string {
  const { fromMs, toMs } = bounds
  const middle = (fromMs + toMs) / 2
  const half = `±${((toMs - fromMs) / 2 / SECOND_MS).toFixed(1)} s`
  if (fromMs <= 0 && toMs >= 0) return `right, as far as can be told (${half})`
  const text = (Math.abs(middle) / SECOND_MS).toFixed(1)
  return `${text} s ${middle > 0 ? 'ahead' : 'behind'} (${half})`
}
