import { intervalIndex, intervalStartMs } from '@ig/scoring'
import { type AnswerQuery, createAnswerQuery } from './answer/answer-query.ts'
import { groundFor, guardedPrice, standIn } from './answer/stand-in.ts'
import { createAnswerCoverage } from './answer-coverage.ts'
import { type CancelTimer, type Clock, systemClock } from './clock.ts'
import { isPastCutoff } from './cutoff.ts'
import type { Log } from './log.ts'
import type { EventRevision, EventStore, MarketPrice, MinerEvent, SpendLedger, Strategy } from './ports.ts'
import { createReportPolicy, type ReportPolicy } from './report/report-policy.ts'
import { createScheduler, type Scheduler } from './schedule/scheduler.ts'
import { DEFAULT_MINER_SETTINGS, type MinerSettings } from './settings.ts'
import type { MinerStatus } from './status.ts'

/** What `createMiner` is made of; only the store is needed. */
export interface MinerOptions {
  readonly store: EventStore
  /** Default: the store's own, with a cap of 2 USD a UTC day. */
  readonly ledger?: SpendLedger
  /** Null or absent: events are answered by the market and priors only. */
  readonly strategy?: Strategy | null
  /** Default: no price is known. */
  readonly marketPrice?: MarketPrice
  /** Default: `honest`. */
  readonly report?: ReportPolicy
  readonly clock?: Clock
  /** From 0 to 1; default `Math.random`. */
  readonly random?: () => number
  readonly settings?: Partial<MinerSettings>
  /** Default: says nothing. */
  readonly log?: Log
}

/** A forecasting miner without its network: what an axon's handler asks, and the loop that keeps forecasts fresh. */
export interface Miner {
  /**
   * Answers a validator's events in milliseconds, never waiting for a strategy. The reply has every key as it
   * came; in each event only probability, reasoning and miner_answered differ. Up to 500 events are answered
   * before it returns; more are answered in slices that let other work in between.
   */
  readonly answer: AnswerQuery
  /**
   * Takes events that validators are expected to ask about: they are stored, payable, and forecast before anyone asks.
   *
   * @param by whose quota of new events a day they count against, as an SS58 address
   */
  expect(events: readonly MinerEvent[], by: string): void
  start(): void
  /** Lets running forecasts go on for `graceMs` (default 0), cancels the rest, and writes what waits. The store stays open. */
  stop(options?: { readonly graceMs?: number }): Promise<void>
  status(nowMs: number): MinerStatus
}

const DEFAULT_CAP_USD_PER_DAY = 2
const SWEEP_EVERY_MS = 5 * 60_000
const FAILING_AFTER = 3

/**
 * Puts the engine together from its ports.
 *
 * @example
 * const miner = createMiner({ store: createMemoryStore(), strategy })
 * miner.start()
 * const reply = await miner.answer(events, { ss58, mayPay: true })
 */
export function createMiner(options: MinerOptions): Miner {
  const { store, strategy = null, clock = systemClock, random = Math.random, log = () => {} } = options
  const settings = { ...DEFAULT_MINER_SETTINGS, ...options.settings }
  const ledger = options.ledger ?? store.ledger({ capUsdPerDay: DEFAULT_CAP_USD_PER_DAY })
  const marketPrice = guardedPrice(options.marketPrice ?? (() => null), log)
  const coverage = createAnswerCoverage()
  const scheduler: Scheduler | null =
    strategy &&
    createScheduler({
      store,
      ledger,
      strategy,
      marketPrice: (event, nowMs) => marketPrice(event, nowMs)?.price ?? null,
      clock,
      random,
      settings,
      log,
    })
  let cancelSweep: CancelTimer | null = null

  function sweep(): void {
    cancelSweep = clock.setTimer(sweep, SWEEP_EVERY_MS)
    try {
      store.sweep(clock.nowMs())
    } catch (error) {
      log('error', 'The store could not let go of old events; it is tried again.', { error: String(error) })
    }
  }

  return {
    answer: createAnswerQuery({
      store,
      marketPrice,
      report: options.report ?? createReportPolicy('honest'),
      clock,
      log,
      onSeen: (seen) => scheduler?.saw(seen),
      onAnswered: coverage.answered,
    }),
    expect(events, by) {
      const nowMs = clock.nowMs()
      const open = events.filter((event) => !isPastCutoff(event, nowMs))
      const sighting = { callerSs58: by, nowMs, mayPay: true }
      const seen = store.see(open, sighting, (event) =>
        standIn(event, groundFor(store, event, marketPrice(event, nowMs))),
      )
      scheduler?.saw(seen)
    },
    start() {
      scheduler?.start()
      cancelSweep ??= clock.setTimer(sweep, SWEEP_EVERY_MS)
    },
    async stop({ graceMs = 0 } = {}) {
      cancelSweep?.()
      cancelSweep = null
      await scheduler?.stop({ graceMs })
      store.flush()
    },
    status(nowMs) {
      const revisions = store.liveRevisions(nowMs)
      const schedule = scheduler?.status(revisions, nowMs)
      const live = new Map(revisions.map((revision) => [revision.event.key, revision]))
      const byBasis = { model: 0, market: 0, prior: 0 }
      for (const { latest } of live.values()) if (latest) byBasis[latest.basis] += 1
      const degraded = [
        store.health().degraded?.reason,
        schedule?.budgetUsedUp &&
          "Today's budget is used up: the market and priors answer until midnight UTC.",
        schedule?.failing &&
          schedule.failing.count >= FAILING_AFTER &&
          `The last ${schedule.failing.count} forecasts failed, the newest with ${schedule.failing.code}.`,
      ].filter((reason) => typeof reason === 'string')
      return {
        health: degraded.length > 0 ? 'degraded' : 'ok',
        degraded,
        strategy: strategy?.name ?? null,
        events: {
          ...store.counts(nowMs),
          byBasis,
          forecastAgeSeconds: ageOf(live.values(), nowMs),
          due: schedule?.due ?? 0,
          inFlight: schedule?.inFlight ?? 0,
        },
        interval: {
          startedAtMs: intervalStartMs(intervalIndex(nowMs)),
          answeredShare: coverage.share(live.keys(), nowMs),
        },
        validators: store.validators(),
        spend: {
          todayUsd: ledger.spentUsd(nowMs),
          byPurpose: ledger.spentByPurpose(nowMs),
          capUsd: ledger.capUsdPerDay,
          usedUp: schedule?.budgetUsedUp ?? false,
        },
      }
    },
  }
}

/** How long ago the newest forecasts of these were made. */
function ageOf(
  revisions: Iterable<EventRevision>,
  nowMs: number,
): MinerStatus['events']['forecastAgeSeconds'] {
  const madeAtMs = new Float64Array(
    Array.from(revisions, ({ latest }) => latest?.madeAtMs ?? Number.NaN),
  ).sort()
  // What has no forecast stands at the end.
  const count = madeAtMs.findIndex(Number.isNaN)
  const made = count === -1 ? madeAtMs : madeAtMs.subarray(0, count)
  const [oldestMs] = made
  const middleMs = made[Math.floor(made.length / 2)]
  if (oldestMs === undefined || middleMs === undefined) return null
  const age = (ms: number) => Math.max(0, Math.round((nowMs - ms) / 1000))
  return { median: age(middleMs), oldest: age(oldestMs) }
}
