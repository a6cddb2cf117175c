import { intervalIndex, intervalStartMs, weightShareLeft } from '@ig/scoring'
import { isPastCutoff } from '../cutoff.ts'
import type { EventRevision, MinerEvent } from '../ports.ts'
import { clampForecast, logit } from '../probability.ts'

/** Why a revision is due: it has no forecast, the price has moved since the last one, or a new interval has begun. */
export type DueReason = 'first' | 'price-moved' | 'interval'

/** A wording that a forecast is due for, and why. */
export interface DueRevision {
  readonly revision: EventRevision
  readonly reason: DueReason
  /** What a forecast now is worth for what it costs; higher goes first. */
  readonly value: number
}

/** What this process has tried on one revision. */
export interface Attempt {
  /** When a forecast last succeeded; null where none has. */
  readonly doneAtMs: number | null
  /** The market's price at that forecast. */
  readonly market: number | null
  /** Failures since. */
  readonly failures: number
  /** Not before this moment. */
  readonly notBeforeMs: number
}

/** What `plan` goes by. */
export interface PlanState {
  readonly revisions: readonly EventRevision[]
  /** `revisionKey`s of forecasts being made. */
  readonly inFlight: ReadonlySet<string>
  readonly attempts: ReadonlyMap<string, Attempt>
  /** The market's price now. */
  readonly price: (event: MinerEvent) => number | null
}

/** From when on a wording is due. */
export interface PlanSettings {
  /** The strategy costs money: only payable revisions are due. */
  readonly paid: boolean
  /** A revision that nobody has asked for this long is left alone. */
  readonly forgetAfterMs: number
  /** The same for wordings that a newer one has taken the place of. */
  readonly forgetReplacedAfterMs: number
  /** Distance in logits that counts as a moved price. */
  readonly priceMoveLogits: number
  /** A moved price makes no forecast due again before this. */
  readonly priceMoveGapMs: number
  /** What a forecast usually costs. */
  readonly usualCostUsd: number
}

/** Names a revision in `inFlight` and `attempts`. */
export function revisionKey({ event, revision }: Pick<EventRevision, 'event' | 'revision'>): string {
  return `${revision}:${event.key}`
}

/**
 * Which revisions are due for a forecast, the most valuable first.
 *
 * Due: never forecast, not forecast in this 4-hour interval, or the price has moved since. Not due: past its
 * cutoff, being forecast, waiting after a failure, no longer asked for, or unpayable where money is needed.
 * Order: payable before others, then the weight that can still be earned, times what a new number is likely to
 * change, over its cost; ties by cutoff, key and revision, so that the order is total.
 */
export function plan(state: PlanState, nowMs: number, settings: PlanSettings): DueRevision[] {
  const due: DueRevision[] = []
  for (const { revision, need } of needy(state, nowMs, settings)) {
    due.push({ revision, reason: need.reason, value: worthOf(revision, need, nowMs, settings) })
  }
  return due.sort(byOrder)
}

/** How many revisions are due: what `plan` would give, without its order. */
export function countDue(state: PlanState, nowMs: number, settings: PlanSettings): number {
  let count = 0
  for (const _ of needy(state, nowMs, settings)) count += 1
  return count
}

function* needy(
  state: PlanState,
  nowMs: number,
  settings: PlanSettings,
): Generator<{ readonly revision: EventRevision; readonly need: Need }> {
  const newest = newestRevisions(state.revisions)
  for (const revision of state.revisions) {
    if (!isWanted(revision, newest, nowMs, settings)) continue
    const key = revisionKey(revision)
    const attempt = state.attempts.get(key)
    if (state.inFlight.has(key) || (attempt && attempt.notBeforeMs > nowMs)) continue
    const need = needOf(revision, attempt, state, nowMs, settings)
    if (need) yield { revision, need }
  }
}

function newestRevisions(revisions: readonly EventRevision[]): ReadonlyMap<string, number> {
  const newest = new Map<string, number>()
  for (const { event, revision } of revisions) {
    newest.set(event.key, Math.max(revision, newest.get(event.key) ?? revision))
  }
  return newest
}

function isWanted(
  { event, revision, payable, lastAskedMs, firstSeenMs }: EventRevision,
  newest: ReadonlyMap<string, number>,
  nowMs: number,
  { paid, forgetAfterMs, forgetReplacedAfterMs }: PlanSettings,
): boolean {
  if (paid && !payable) return false
  if (isPastCutoff(event, nowMs)) return false
  const patienceMs = newest.get(event.key) === revision ? forgetAfterMs : forgetReplacedAfterMs
  return nowMs - (lastAskedMs ?? firstSeenMs) < patienceMs
}

interface Need {
  readonly reason: DueReason
  /** Share of the possible gain that a new number is likely to bring, 0 to 1. */
  readonly gain: number
}

function needOf(
  { event, latest }: EventRevision,
  attempt: Attempt | undefined,
  state: PlanState,
  nowMs: number,
  { priceMoveLogits, priceMoveGapMs }: PlanSettings,
): Need | null {
  const byModel = latest?.basis === 'model' ? latest : null
  const doneAtMs = attempt?.doneAtMs ?? byModel?.madeAtMs ?? null
  if (doneAtMs === null) return { reason: 'first', gain: 1 }

  const was = attempt?.doneAtMs == null ? (byModel?.market ?? null) : attempt.market
  const price = state.price(event)
  const moved =
    was === null || price === null ? 0 : Math.abs(logit(clampForecast(price)) - logit(clampForecast(was)))
  // A clock that stepped back leaves forecasts of the future: another interval is another interval.
  const intervals = Math.abs(intervalIndex(nowMs) - intervalIndex(doneAtMs))
  const movedEnough = moved >= priceMoveLogits && nowMs - doneAtMs >= priceMoveGapMs
  if (intervals === 0 && !movedEnough) return null
  return {
    reason: movedEnough ? 'price-moved' : 'interval',
    gain: Math.min(1, 0.2 + 0.05 * intervals + 0.5 * moved),
  }
}

// An event without a cutoff has no weights: it counts as one at two thirds of its time.
const SHARE_WITHOUT_CUTOFF = 0.3

function worthOf(
  { event, firstSeenMs, latest }: EventRevision,
  { reason, gain }: Need,
  nowMs: number,
  { paid, usualCostUsd }: PlanSettings,
): number {
  const endsAtMs = event.cutoffUnixSeconds === null ? null : event.cutoffUnixSeconds * 1000
  const share =
    endsAtMs === null
      ? SHARE_WITHOUT_CUTOFF
      : weightShareLeft({ registeredAtMs: firstSeenMs, endsAtMs, nowMs })
  const endsSoon = endsAtMs !== null && endsAtMs <= intervalStartMs(intervalIndex(nowMs) + 2)
  const urgency = reason === 'first' && endsSoon ? 2 : 1
  const costUsd =
    paid && latest?.basis === 'model' ? Math.max(latest.costUsd, usualCostUsd / 10) : usualCostUsd
  return (share * gain * urgency * usualCostUsd) / costUsd
}

function byOrder(a: DueRevision, b: DueRevision): number {
  return (
    Number(b.revision.payable) - Number(a.revision.payable) ||
    b.value - a.value ||
    cutoffOrder(a.revision.event) - cutoffOrder(b.revision.event) ||
    compareText(a.revision.event.key, b.revision.event.key) ||
    a.revision.revision - b.revision.revision
  )
}

function cutoffOrder({ cutoffUnixSeconds }: MinerEvent): number {
  return cutoffUnixSeconds ?? Number.MAX_SAFE_INTEGER
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
