import { setImmediate } from 'node:timers/promises'
import type { EventPrediction } from '@ig/protocol'
import type { Clock } from '../clock.ts'
import { isPastCutoff } from '../cutoff.ts'
import type { Log } from '../log.ts'
import type { AnswerRecord, EventStore, MinerEvent, NewForecast, SeenEvent } from '../ports.ts'
import type { ReportPolicy } from '../report/report-policy.ts'
import { fillAnswer, silent, type Verdict, verdictOf } from './fill-answer.ts'
import { createFirstTimes } from './first-times.ts'
import { readEvent } from './read-event.ts'
import { MAX_REASONING_CHARACTERS } from './reasoning.ts'
import { groundFor, type KnownPrice, replacesStandIn, standIn, standInNumber } from './stand-in.ts'

/** Who asks. `mayPay`: known through permit and stake, or by an explicit allowance. */
export interface QueryCaller {
  readonly ss58: string
  readonly mayPay: boolean
}

/** Answers a query: the same events, each with a probability where one is sent. */
export type AnswerQuery = (
  events: Readonly<Record<string, EventPrediction>>,
  caller: QueryCaller,
) => Promise<Record<string, EventPrediction>>

export interface AnswerPorts {
  readonly store: EventStore
  readonly marketPrice: (event: MinerEvent, nowMs: number) => KnownPrice | null
  readonly report: ReportPolicy
  readonly clock: Clock
  readonly log: Log
  /** Told of every event that was seen, before the reply. */
  readonly onSeen: (seen: readonly SeenEvent[]) => void
  /** Told of every event key that was answered with a probability. */
  readonly onAnswered: (eventKey: string, nowMs: number) => void
}

// Up to this many events are answered in one go; more are answered in slices that let other work in between.
const ONE_SLICE = 500
const FIRST_SLICE = 100
// The next events may cost ten times as much as these: new ones, or long ones to be hashed.
const LARGEST_SLICE = 250
const SLICE_TARGET_MS = 10
const MAX_SHOWN_KEY = 200
// All reasoning of one answer together, so that 10,000 events do not become a reply of 100 MB.
const MAX_REASONING_PER_ANSWER = 4_000_000

/**
 * Answers queries from what is stored, the market or a prior: never waits for a model. New events and their first
 * forecasts are on disk before the promise resolves.
 */
export function createAnswerQuery(ports: AnswerPorts): AnswerQuery {
  const { store, clock, log } = ports
  const firstTimes = createFirstTimes()

  return async function answerQuery(events, caller) {
    const startedAtMs = clock.monotonicMs()
    const askedAtMs = clock.nowMs()
    const keys = Object.keys(events)
    const maxReasoning = Math.min(MAX_REASONING_CHARACTERS, Math.ceil(MAX_REASONING_PER_ANSWER / keys.length))
    const answered: [string, EventPrediction][] = []
    const items: AnswerRecord['items'][number][] = []
    const unusable: string[] = []

    let size = keys.length <= ONE_SLICE ? ONE_SLICE : FIRST_SLICE
    for (let from = 0; from < keys.length; ) {
      const sliceStartedAtMs = clock.monotonicMs()
      const slice = keys.slice(from, from + size)
      const verdicts = answerSlice(ports, events, slice, caller, unusable)
      for (const [i, key] of slice.entries()) {
        const verdict = verdicts[i] as Verdict
        answered.push([key, fillAnswer(events[key] as EventPrediction, verdict, maxReasoning)])
        items.push({ forecastId: verdict.forecast?.id ?? null, sent: verdict.sent })
      }
      from += size
      if (from >= keys.length) break
      size = nextSliceSize(size, clock.monotonicMs() - sliceStartedAtMs)
      await setImmediate()
    }

    const newlyUnusable = firstTimes(unusable)
    if (newlyUnusable.length > 0) {
      log('warn', 'Events are too long, or name an impossible cutoff, and are not answered.', {
        caller: caller.ss58,
        count: newlyUnusable.length,
        firstKey: newlyUnusable[0],
      })
    }
    store.recordAnswer({
      callerSs58: caller.ss58,
      askedAtMs,
      durationMs: clock.monotonicMs() - startedAtMs,
      items,
    })
    // fromEntries defines keys, so that one called __proto__ is data like any other.
    return Object.fromEntries(answered)
  }
}

/** Shrinks or grows a slice towards the target; it at most doubles. */
function nextSliceSize(size: number, tookMs: number): number {
  const scale = Math.min(2, SLICE_TARGET_MS / Math.max(tookMs, 0.1))
  return Math.max(10, Math.min(LARGEST_SLICE, Math.floor(size * scale)))
}

function answerSlice(
  { store, marketPrice, report, clock, onSeen, onAnswered }: AnswerPorts,
  events: Readonly<Record<string, EventPrediction>>,
  keys: readonly string[],
  caller: QueryCaller,
  unusable: string[],
): Verdict[] {
  const nowMs = clock.nowMs()
  const read = keys.map((key) => readEvent(key, events[key] as EventPrediction, store.remembers(key)))
  const askable = read
    .filter((one) => one.unusable === null && !isPastCutoff(one.event, nowMs))
    .map(({ event }) => event)
  const groundOf = (event: MinerEvent) => groundFor(store, event, marketPrice(event, nowMs))

  const sighting = { callerSs58: caller.ss58, nowMs, mayPay: caller.mayPay }
  const seen = store.see(askable, sighting, (event) => standIn(event, groundOf(event)))
  const moved: NewForecast[] = []
  for (const { change, event, revision, latest } of seen) {
    if (change !== 'known' || latest?.basis === 'model') continue
    const ground = groundOf(event)
    if (latest !== null && !replacesStandIn(latest, standInNumber(ground))) continue
    moved.push({ ...standIn(event, ground), eventKey: event.key, revision, madeAtMs: nowMs })
  }
  const appended = moved.length > 0 ? store.appendForecasts(moved) : []
  const replaced = new Map(appended.map((forecast) => [forecast.eventKey, forecast]))
  onSeen(seen)

  let next = 0
  return read.map(({ event, unusable: problem }) => {
    if (problem !== null) {
      unusable.push(event.key.slice(0, MAX_SHOWN_KEY))
      return silent(problem)
    }
    if (isPastCutoff(event, nowMs)) return silent('The cutoff of this event has passed.')
    const one = seen[next++] as SeenEvent
    const forecast = replaced.get(event.key) ?? one.latest
    if (!forecast) return silent('No forecast is known for this event.')
    const verdict = verdictOf(forecast, report(forecast, event))
    if (verdict.sent !== null) onAnswered(event.key, nowMs)
    return verdict
  })
}
