import { IgError } from '@ig/errors'
import type { CancelTimer, Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type {
  EventRevision,
  EventStore,
  ForecastContext,
  ForecastResult,
  MarketPrice,
  MinerEvent,
  SpendLedger,
  StoredForecast,
  Strategy,
} from '../ports.ts'
import { clampForecast } from '../probability.ts'
import { createBudgetGate } from './budget-gate.ts'
import { forecastOnce } from './forecast-once.ts'
import { type Attempt, type DueRevision, type PlanSettings, plan, revisionKey } from './plan.ts'
import { errorCode, failedAttempt } from './retry.ts'

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
  readonly marketPrice: MarketPrice
  readonly clock: Clock
  /** From 0 to 1, as `Math.random`. */
  readonly random: () => number
  readonly settings: ScheduleSettings
  readonly log: Log
}

export interface SchedulerStatus {
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
  status(nowMs: number): SchedulerStatus
}

// However often it is woken, it plans no more often than this.
const PLAN_GAP_MS = 250

/** Keeps forecasts fresh: runs the strategy on what `plan` says is due. */
export function createScheduler(ports: SchedulerPorts): Scheduler {
  const { store, strategy, marketPrice, clock, settings, log } = ports
  const budget = createBudgetGate()
  const attempts = new Map<string, Attempt>()
  const inFlight = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>()
  let queue: DueRevision[] = []
  let planned: ReadonlySet<string> = new Set()
  let plannedAtMs = Number.NEGATIVE_INFINITY
  let cancelTimer: CancelTimer | null = null
  let wakes = false
  let running = false
  let failing: SchedulerStatus['failing'] = null

  function planNow(nowMs: number): DueRevision[] {
    const revisions = store.liveRevisions(nowMs)
    planned = new Set(revisions.filter(isRunnable).map(revisionKey))
    if (attempts.size > 2 * revisions.length + 100) forgetAttempts(revisions)
    const price = (event: MinerEvent) => marketPrice(event, nowMs)
    const state = { revisions, inFlight: new Set(inFlight.keys()), attempts, price }
    return plan(state, nowMs, { ...settings, paid: strategy.paid })
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
    wakes = false
    plannedAtMs = clock.monotonicMs()
    queue = planNow(clock.nowMs()).reverse()
    arm(settings.planEveryMs)
    fill()
  }

  function fill(): void {
    while (running && inFlight.size < budget.slots(clock.nowMs(), settings.concurrency)) {
      const due = queue.pop()
      if (!due) return
      if (isStillDue(due.revision)) run(due.revision)
    }
  }

  function isStillDue({ event }: EventRevision): boolean {
    return event.cutoffUnixSeconds === null || event.cutoffUnixSeconds * 1000 > clock.nowMs()
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
    const { event, latest } = revision
    const key = revisionKey(revision)
    const market = marketPrice(event, clock.nowMs())
    const refusal = { hit: false }
    try {
      const result = await forecastOnce(ports, {
        revision,
        earlier: earlierBelief(revision),
        market,
        deadlineMs: settings.deadlineMs,
        controller,
        onBudgetRefused: () => (refusal.hit = true),
      })
      assertNoStepDown(result, latest, event.key)
      keep(revision, result, market)
      attempts.set(key, { doneAtMs: clock.nowMs(), market, failures: 0, notBeforeMs: 0 })
      failing = null
    } catch (error) {
      if (errorCode(error) === 'E_STOPPED') return
      fail(key, error, refusal.hit)
    }
    if (refusal.hit && strategy.paid) budgetRefused()
  }

  /** Stored for its own revision, also when it comes after the cutoff or another wording has come. */
  function keep(
    { event, revision, latest }: EventRevision,
    result: ForecastResult,
    market: number | null,
  ): void {
    // A strategy that only falls back to the prior does not take the place of a price.
    if (result.basis === 'prior' && latest?.basis === 'market') return
    store.appendForecasts([
      {
        eventKey: event.key,
        revision,
        madeAtMs: clock.nowMs(),
        probability: clampForecast(result.probability),
        basis: result.basis,
        confidence: result.confidence,
        market: result.market ?? market,
        reasoning: result.reasoning,
        samples: result.samples,
        evidence: result.evidence,
        costUsd: result.usage.costUsd,
      },
    ])
  }

  function fail(key: string, error: unknown, budgetRefusal: boolean): void {
    // Out of budget is no failure of this event: it is due again tomorrow.
    if (budgetRefusal && strategy.paid) return
    const nowMs = clock.nowMs()
    attempts.set(key, failedAttempt({ previous: attempts.get(key), error, nowMs, random: ports.random }))
    const code = errorCode(error)
    // One line for each kind of failure, not one for each event.
    const level = failing?.code === code ? 'debug' : 'warn'
    failing = { count: (failing?.count ?? 0) + 1, code }
    log(level, 'A forecast failed; the earlier number stays and it is tried again.', {
      key,
      error: String(error),
    })
  }

  function budgetRefused(): void {
    const nowMs = clock.nowMs()
    if (budget.isUsedUp(nowMs)) return
    budget.refused(nowMs, inFlight.size - 1)
    // What was planned is still due once the others have settled.
    plannedAtMs = Number.NEGATIVE_INFINITY
    if (!budget.isUsedUp(nowMs)) {
      wake()
      return
    }
    log('warn', "Today's budget is used up; the market and priors answer until midnight UTC.", {
      spentUsd: ports.ledger.spentUsd(nowMs),
      capUsdPerDay: ports.ledger.capUsdPerDay,
    })
  }

  function earlierBelief({ event, revision, latest }: EventRevision): ForecastContext['earlier'] {
    const belief = latest?.basis === 'model' ? latest : lastOfOtherRevision(event.key, revision)
    if (!belief) return null
    const { probability, reasoning, madeAtMs } = belief
    return { probability, reasoning, madeAt: new Date(madeAtMs) }
  }

  function lastOfOtherRevision(eventKey: string, revision: number): StoredForecast | undefined {
    if (revision === 1) return undefined
    return store.forecastHistory(eventKey).findLast(({ basis }) => basis === 'model')
  }

  function wake(): void {
    if (!running || wakes) return
    wakes = true
    arm(Math.max(0, plannedAtMs + PLAN_GAP_MS - clock.monotonicMs()))
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
    status: (nowMs) => ({
      due: planNow(nowMs).length,
      inFlight: inFlight.size,
      budgetUsedUp: strategy.paid && budget.isUsedUp(nowMs),
      failing,
    }),
  }
}

/** A model's number is not replaced because the strategy could only find the market or a prior this time. */
function assertNoStepDown(result: ForecastResult, latest: StoredForecast | null, eventKey: string): void {
  if (result.basis === 'model' || latest?.basis !== 'model') return
  throw new IgError({
    code: 'E_FORECAST_STEP_DOWN',
    message: 'The strategy fell back from its model; the earlier forecast stays.',
    values: { eventKey, basis: result.basis },
    retryable: true,
  })
}

function stopped(): IgError {
  return new IgError({ code: 'E_STOPPED', message: 'The miner is stopping.', retryable: true })
}
