/** Length of one scoring interval. */
export const INTERVAL_MS = 240 * 60_000

/** Scoring intervals are counted from here: 2024-01-01T00:00:00Z. */
export const INTERVAL_EPOCH_MS = Date.UTC(2024, 0, 1)

/** Number of the interval that holds a moment; an interval's first millisecond belongs to it. */
export function intervalIndex(atMs: number): number {
  return Math.floor((atMs - INTERVAL_EPOCH_MS) / INTERVAL_MS)
}

/** First millisecond of an interval. */
export function intervalStartMs(index: number): number {
  return INTERVAL_EPOCH_MS + index * INTERVAL_MS
}

/**
 * Weight of interval `position` out of `count` in an event's score: 1 - (i / (n - 1))^2, and 1 where there is
 * only one. The last of several weighs nothing.
 * Source: the code of infinite_games 6ebb39b; its document says linear, and the code decides.
 */
export function intervalWeight(position: number, count: number): number {
  return count === 1 ? 1 : 1 - (position / (count - 1)) ** 2
}

/**
 * How many intervals an event is scored over: from the one of its registration up to, not including, the one of
 * its end (cutoff or resolution, whichever is first). 0 where the event is discarded.
 */
export function scoredIntervalCount({
  registeredAtMs,
  endsAtMs,
}: {
  readonly registeredAtMs: number
  readonly endsAtMs: number
}): number {
  return Math.max(0, intervalIndex(endsAtMs) - intervalIndex(registeredAtMs))
}

/** Validators count registrations in whole minutes. */
const MINUTE_MS = 60_000

/**
 * Where a forecaster stands in an event by its registration: the position of the first interval that starts after it,
 * and so is missed by silence; Infinity for one who registered after the last interval began, and is not scored.
 * A registration is cut to its minute: within the minute in which the last interval begins it is still in time.
 * Source: infinite_games 6ebb39b, `peer_scoring`, `utils/common/interval`.
 */
export function firstDuePosition(
  registeredAtMs: number,
  event: { readonly firstInterval: number; readonly intervals: number },
): number {
  const lastStartMs = intervalStartMs(event.firstInterval + event.intervals - 1)
  if (Math.floor(registeredAtMs / MINUTE_MS) * MINUTE_MS > lastStartMs) return Infinity
  return Math.max(0, intervalIndex(registeredAtMs) - event.firstInterval + 1)
}

/**
 * Share of an event's weight, 0 to 1, that the interval of `nowMs` and those after it carry: what a better
 * forecast can still earn. 0 for an event that is discarded or over.
 */
export function weightShareLeft({
  registeredAtMs,
  endsAtMs,
  nowMs,
}: {
  readonly registeredAtMs: number
  readonly endsAtMs: number
  readonly nowMs: number
}): number {
  const count = scoredIntervalCount({ registeredAtMs, endsAtMs })
  const position = Math.max(0, intervalIndex(nowMs) - intervalIndex(registeredAtMs))
  if (position >= count) return 0
  return 1 - weightBefore(position, count) / weightBefore(count, count)
}

/** Sum of the first `position` weights, without walking them: sum of i^2 below k is (k-1)k(2k-1)/6. */
function weightBefore(position: number, count: number): number {
  if (count === 1) return position
  const squares = ((position - 1) * position * (2 * position - 1)) / 6
  return position - squares / (count - 1) ** 2
}
