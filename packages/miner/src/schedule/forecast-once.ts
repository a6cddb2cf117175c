import { IgError } from '@ig/errors'
import type { Clock } from '../clock.ts'
import type {
  EventRevision,
  ForecastContext,
  ForecastQuestion,
  ForecastResult,
  MinerEvent,
  SpendLedger,
  SpendReservation,
  Strategy,
} from '../ports.ts'
import { parseForecastResult } from './forecast-result.ts'
import { errorCode } from './retry.ts'

export interface ForecastJob {
  readonly revision: EventRevision
  readonly earlier: ForecastContext['earlier']
  readonly market: number | null
  readonly deadlineMs: number
  /** Stops the forecast from outside, with the reason to give. */
  readonly controller: AbortController
  /** Told when a reservation was refused for want of budget, whether or not the strategy lets that fail it. */
  readonly onBudgetRefused: () => void
}

/**
 * Runs a strategy once, at most until its deadline, and checks what it gives. Money is reserved only while it
 * runs, and only for a payable revision.
 * Throws `IgError` E_FORECAST_DEADLINE (retryable), E_FORECAST_INVALID, the controller's reason, or what the
 * strategy threw.
 */
export async function forecastOnce(
  { strategy, ledger, clock }: { strategy: Strategy; ledger: SpendLedger; clock: Clock },
  job: ForecastJob,
): Promise<ForecastResult> {
  const { revision, controller, deadlineMs } = job
  const { signal } = controller
  const cancelDeadline = clock.setTimer(
    () => controller.abort(deadlinePassed(revision, deadlineMs)),
    deadlineMs,
  )
  const context: ForecastContext = {
    asOf: new Date(clock.nowMs()),
    earlier: job.earlier,
    market: job.market,
    signal,
    reserve: (usd, purpose) => reserve(ledger, job, usd, purpose, clock.nowMs()),
  }
  try {
    // A strategy that does not heed the signal is left behind: what it still gives is not used.
    return parseForecastResult(
      await Promise.race([runStrategy(strategy, questionOf(revision.event), context), aborted(signal)]),
    )
  } finally {
    cancelDeadline()
    // From here on a strategy left behind can reserve nothing.
    controller.abort()
  }
}

// Asynchronous, so that a strategy that throws at once rejects like any other.
async function runStrategy(
  strategy: Strategy,
  question: ForecastQuestion,
  context: ForecastContext,
): Promise<ForecastResult> {
  return strategy.forecast(question, context)
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function reserve(
  ledger: SpendLedger,
  { revision, controller, onBudgetRefused }: ForecastJob,
  usd: number,
  purpose: string,
  nowMs: number,
): SpendReservation {
  const { event, payable } = revision
  if (controller.signal.aborted) {
    throw new IgError({
      code: 'E_FORECAST_OVER',
      message: 'Money was asked for after the forecast had ended.',
      values: { eventKey: event.key, purpose },
      hint: 'Let the strategy heed context.signal.',
    })
  }
  if (!payable) {
    throw new IgError({
      code: 'E_NOT_PAYABLE',
      message: 'Money was asked for an event that no caller with permit and stake has asked about.',
      values: { eventKey: event.key, purpose },
      hint: 'Mark the strategy as paid, so that it runs for payable events only.',
    })
  }
  try {
    return ledger.reserve({ usd, purpose, eventKey: event.key, revision: revision.revision, nowMs })
  } catch (error) {
    if (errorCode(error) === 'E_BUDGET') onBudgetRefused()
    throw error
  }
}

function questionOf(event: MinerEvent): ForecastQuestion {
  return {
    id: event.key,
    question: event.description,
    marketType: event.marketType,
    ...(event.cutoffUnixSeconds === null ? {} : { cutoff: new Date(event.cutoffUnixSeconds * 1000) }),
  }
}

function deadlinePassed(revision: EventRevision, deadlineMs: number): IgError {
  return new IgError({
    code: 'E_FORECAST_DEADLINE',
    message: 'The strategy took too long.',
    values: { eventKey: revision.event.key, deadlineMs },
    hint: 'Raise forecast.deadline_seconds, or give it less to do.',
    retryable: true,
  })
}
