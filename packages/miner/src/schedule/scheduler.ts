import { IgError } from '@ig/errors'
import type { CancelTimer, Clock } from '../clock.ts'
import { isPastCutoff } from '../cutoff.ts'
import type { Log } from '../log.ts'
import type { EventRevision, EventStore, MinerEvent, SpendLedger, Strategy } from '../ports.ts'
import { earlierBelief, toNewForecast } from './belief.ts'
import { createBudgetGate } from './budget-gate.ts'
import { forecastOnce } from './forecast-once.ts'
import {
  type Attempt,
  countDue,
  type DueRevision,
  type PlanSettings,
  type PlanState,
  plan,
  revisionKey,
} from './plan.ts'
import { errorCode, failedAttempt } from './retry.ts'

/** How many forecasts are made at once, how long each may take, and when they are due. */
export interface ScheduleSettings extends Omit<PlanSettings, 'paid'> {
  /** Forecasts at once. */
  readonly concurrency: number
  /** How long one forecast may take. */
  readonly deadlineMs: number
  /** How often what is due is looked at when nothing else calls for it. */
  readonly planEveryMs: number
}

export interface SchedulerPorts {
  readonly store: EventStore
  readonly ledger: SpendLedger
  readonly strategy: Strategy
  /** The venue's price now, uncalibrated. */
  readonly marketPrice: (event: MinerEvent, nowMs: number) => number | null
  readonly clock: Clock
  /** From 0 to 1, as `Math.random`. */
  readonly random: () => number
  readonly settings: ScheduleSettings
  readonly log: Log
}

interface SchedulerStatus {
  readonly due: number
  readonly inFlight: number
  readonly budgetUsedUp: boolean
  /** Failures since the last success, and the code of the newest. */
  readonly failing: { readonly count: number; readonly code: string } | null
}

export interface Scheduler {
  start(): void
  /** Told of revisions that were asked for: what it has not planned with yet is planned at once. */
  saw(revisions: readonly EventRevision[]): void
  /** Starts nothing more, lets what runs go on for `graceMs`, then cancels it. */
  stop(options: { readonly graceMs: number }): Promise<void>
  /** @param live the live revisions at `nowMs` */
  status(live: readonly EventRevision[], nowMs: number): SchedulerStatus
}

// However often it is woken, it plans no more often than this.
const WAKE_GAP_MS = 250
const WARN_AGAIN_MS = 3_600_000

/** Keeps forecasts fresh: runs the strategy on what `plan` says is due. */
export function createScheduler(ports: SchedulerPorts): Scheduler {
  const { store, strategy, marketPrice, clock, settings, log } = ports
  const budget = createBudgetGate()
  const attempts = new Map<string, Attempt>()
  const inFlight = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>()
  let queue: DueRevision[] = []
  let planned: ReadonlySet<string> = new Set()
  let wokenAtMs = Number.NEGATIVE_INFINITY
  let cancelTimer: CancelTimer | null = null
  let wakes = false
  let running = false
  const warnedAtMs = new Map<string, number>()
  let failing: SchedulerStatus['failing'] = null

  const planSettings = { ...settings, paid: strategy.paid }

  function planState(revisions: readonly EventRevision[], nowMs: number): PlanState {
    const price = (event: MinerEvent) => marketPrice(event, nowMs)
    return { revisions, inFlight: new Set(inFlight.keys()), attempts, price }
  }

  function isRunnable({ payable }: EventRevision): boolean {
    return payable || !strategy.paid
  }

  function forgetAttempts(live: readonly EventRevision[]): void {
    const keys = new Set(live.map(revisionKey))
    for (const key of attempts.keys()) if (!keys.has(key)) attempts.delete(key)
  }

  function arm(delayMs: number): void {
    cancelTimer?.()
    cancelTimer = clock.setTimer(look, delayMs)
  }

  function look(): void {
    if (!running) return
    if (wakes) wokenAtMs = clock.monotonicMs()
    wakes = false
    arm(settings.planEveryMs)
    try {
      const nowMs = clock.nowMs()
      const revisions = store.liveRevisions(nowMs)
      planned = new Set(revisions.filter(isRunnable).map(revisionKey))
      if (attempts.size > 2 * revisions.length + 100) forgetAttempts(revisions)
      queue = plan(planState(revisions, nowMs), nowMs, planSettings).reverse()
    } catch (error) {
      log('error', 'What is due could not be planned; it is tried again.', { error: String(error) })
    }
    fill()
  }

  function fill(): void {
    while (running && inFlight.size < budget.slots(clock.nowMs(), settings.concurrency)) {
      const due = queue.pop()
      if (!due) return
      if (!isPastCutoff(due.revision.event, clock.nowMs())) run(due.revision)
    }
  }

  function run(revision: EventRevision): void {
    const key = revisionKey(revision)
    const controller = new AbortController()
    const done = forecast(revision, controller)
      .catch((error) => log('error', 'A forecast ended in a fault of the engine.', { error: String(error) }))
      .then(() => {
        inFlight.delete(key)
        fill()
      })
    inFlight.set(key, { controller, done })
  }

  async function forecast(revision: EventRevision, controller: AbortController): Promise<void> {
    const key = revisionKey(revision)
    const market = marketPrice(revision.event, clock.nowMs())
    const refusal = { hit: false }
    try {
      const result = await forecastOnce(ports, {
        revision,
        earlier: earlierBelief(store, revision),
        market,
        deadlineMs: settings.deadlineMs,
        controller,
        onBudgetRefused: () => (refusal.hit = true),
      })
      const nowMs = clock.nowMs()
      const made = toNewForecast(revision, result, market, nowMs)
      if (made) store.appendForecasts([made])
      attempts.set(key, { doneAtMs: nowMs, market, failures: 0, notBeforeMs: 0 })
      failing = null
    } catch (error) {
      if (errorCode(error) === 'E_STOPPED') return
      fail(key, error, refusal.hit)
    }
    if (refusal.hit && strategy.paid) budgetRefused()
  }

  function fail(key: string, error: unknown, budgetRefusal: boolean): void {
    // Out of budget is no failure of this event: it is due again tomorrow.
    if (budgetRefusal && strategy.paid) return
    const nowMs = clock.nowMs()
    attempts.set(key, failedAttempt({ previous: attempts.get(key), error, nowMs, random: ports.random }))
    const code = errorCode(error)
    failing = { count: (failing?.count ?? 0) + 1, code }
    // One line an hour for each kind of failure, not one for each event.
    const isNews = nowMs - (warnedAtMs.get(code) ?? Number.NEGATIVE_INFINITY) >= WARN_AGAIN_MS
    if (isNews) warnedAtMs.set(code, nowMs)
    log(isNews ? 'warn' : 'debug', 'A forecast failed; the earlier number stays and it is tried again.', {
      key,
      error: String(error),
    })
  }

  function budgetRefused(): void {
    const nowMs = clock.nowMs()
    if (budget.isUsedUp(nowMs)) return
    budget.refused(nowMs, inFlight.size - 1)
    if (!budget.isUsedUp(nowMs)) {
      // It is still due, once the others have settled.
      wake()
      return
    }
    log('warn', "Today's budget is used up; the market and priors answer until midnight UTC.", {
      spentUsd: ports.ledger.spentUsd(nowMs),
      capUsdPerDay: ports.ledger.capUsdPerDay,
    })
  }

  function wake(): void {
    if (!running || wakes) return
    wakes = true
    arm(Math.max(0, wokenAtMs + WAKE_GAP_MS - clock.monotonicMs()))
  }

  return {
    start() {
      if (running) return
      running = true
      arm(0)
    },
    saw(revisions) {
      if (revisions.some((one) => isRunnable(one) && !planned.has(revisionKey(one)))) wake()
    },
    async stop({ graceMs }) {
      running = false
      wakes = false
      cancelTimer?.()
      queue = []
      const jobs = [...inFlight.values()]
      const cancelGrace = clock.setTimer(() => {
        for (const { controller } of jobs) controller.abort(stopped())
      }, graceMs)
      await Promise.all(jobs.map(({ done }) => done))
      cancelGrace()
    },
    status: (live, nowMs) => ({
      due: countDue(planState(live, nowMs), nowMs, planSettings),
      inFlight: inFlight.size,
      budgetUsedUp: strategy.paid && budget.isUsedUp(nowMs),
      failing,
    }),
  }
}

function stopped(): IgError {
  return new IgError({ code: 'E_STOPPED', message: 'The miner is stopping.', retryable: true })
}
