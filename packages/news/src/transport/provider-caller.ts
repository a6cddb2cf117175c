import { IgError } from '@ig/errors'
import { ConsecutiveBreaker, circuitBreaker, DelegateBackoff, handleWhen, retry, wrap } from 'cockatiel'
import type { Reserve } from '../money.ts'
import type { NewsProvider, ProviderRequest } from '../providers/news-provider.ts'
import { createRateGate } from './rate-gate.ts'
import { sendRequest } from './send-request.ts'
import { untilAborted } from './until-aborted.ts'

/** What a search of one provider came to; `body` is null where it failed. */
export interface CallOutcome {
  readonly fetchedAtMs: number
  readonly body: string | null
  readonly failure: { readonly code: string; readonly message: string } | null
  /** Calls made, tries that failed among them. */
  readonly calls: number
  readonly costUsd: number
}

/** Told once where a provider stops, until it has worked again. */
export interface NewsAlert {
  readonly provider: string
  readonly code: `E_NEWS_${string}`
  readonly message: string
}

/** What a caller of providers works with. */
export interface CallerContext {
  readonly fetch: typeof fetch
  readonly nowMs: () => number
  readonly random: () => number
  readonly onAlert: (alert: NewsAlert) => void
  /** A provider without a free slot within it is passed over. */
  readonly maxWaitMs: number
  /** Time for one search of a provider, tries and waits included. */
  readonly deadlineMs: number
}

/** Asks one provider; failures of the provider are outcomes, only the signal's reason is thrown. */
export interface ProviderCaller {
  ask(
    request: ProviderRequest,
    options: { readonly signal: AbortSignal; readonly reserve?: Reserve | undefined },
  ): Promise<CallOutcome>
}

const MAX_RETRIES = 2
const BACKOFF_MS = 400
/** A longer Retry-After is kept by resting, not by waiting. */
const MAX_RETRY_AFTER_MS = 5_000
const MAX_REST_MS = 3_600_000
/** How long a provider is left alone that refused the key. */
const STOP_MS = 3_600_000
const FAILURES_TO_OPEN = 5
const OPEN_MS = 60_000
const OUTAGES = new Set(['RATE', 'SERVER', 'UNREACHABLE', 'TIMEOUT', 'ANSWER', 'PAGE', 'TOO_LARGE'])
/** Failures after which nothing is billed: the vendor said no, or never heard of the call. */
const FREE = new Set(['RATE', 'SERVER', 'REFUSED', 'REQUEST', 'REDIRECT', 'PAGE'])
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])

/**
 * Calls to one provider under its rates: retries with jittered back-off that heed Retry-After, a circuit breaker, a
 * stop where the key is refused, and money reserved before each call and settled after it.
 */
export function createProviderCaller(provider: NewsProvider, context: CallerContext): ProviderCaller {
  const { nowMs, random, onAlert, maxWaitMs, deadlineMs } = context
  const { name, costUsdPerCall, minIntervalMs, maxConcurrent } = provider
  const gate = createRateGate({ minIntervalMs, maxConcurrent, nowMs })
  let stoppedUntilMs = Number.NEGATIVE_INFINITY
  const alerted = new Set<string>()

  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  })
  breaker.onBreak(() =>
    alert('E_NEWS_CIRCUIT', 'The provider failed again and again; it rests for a minute.'),
  )
  const retries = retry(handleWhen(isWorthRetrying), {
    // With long intervals there is no free slot for another try.
    maxAttempts: minIntervalMs > maxWaitMs ? 0 : MAX_RETRIES,
    backoff: new DelegateBackoff(({ attempt, result }) =>
      Math.max(
        BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + random()),
        'error' in result ? (retryAfterOf(result.error) ?? 0) : 0,
      ),
    ),
  })
  const policy = wrap(retries, breaker)

  function alert(code: NewsAlert['code'], message: string): void {
    if (alerted.has(code)) return
    alerted.add(code)
    onAlert({ provider: name, code, message })
  }

  async function attempt(request: ProviderRequest, tried: Attempted): Promise<string> {
    const { signal, reserve } = tried
    const slot = await gate.acquire(maxWaitMs, signal)
    if (slot === null) throw busy(name)
    try {
      const reservation = costUsdPerCall > 0 ? reserve?.(costUsdPerCall, `news:${name}`) : undefined
      const settle = (usd: number) => {
        tried.costUsd += usd
        reservation?.settle(usd)
      }
      tried.calls += 1
      try {
        const body = await sendRequest(provider, request, { ...context, signal })
        // Read here, so that an answer that cannot be read counts as a failure of the provider.
        const { costUsd } = provider.parse(body, { fetchedAtMs: nowMs() })
        settle(costUsd ?? costUsdPerCall)
        return body
      } catch (error) {
        settle(isFree(error) ? 0 : costUsdPerCall)
        throw error
      }
    } finally {
      slot()
    }
  }

  function heed(error: unknown): void {
    if (!IgError.isInstance(error)) return
    if (error.code === 'E_NEWS_REFUSED') {
      stoppedUntilMs = nowMs() + STOP_MS
      alert('E_NEWS_REFUSED', error.message)
    }
    const restMs = retryAfterOf(error)
    if (restMs !== null && restMs > MAX_RETRY_AFTER_MS) gate.restFor(Math.min(restMs, MAX_REST_MS))
  }

  async function tryOnce(request: ProviderRequest, tried: Attempted, caller: AbortSignal): Promise<string> {
    try {
      const body = await attempt(request, tried)
      alerted.clear()
      return body
    } catch (error) {
      heed(error)
      if (IgError.isInstance(error) || caller.aborted || !tried.signal.aborted) throw error
      throw new IgError({
        code: 'E_NEWS_TIMEOUT',
        message: 'A news provider did not answer in time.',
        values: { provider: name, deadlineMs },
      })
    }
  }

  return {
    async ask(request, { signal, reserve }) {
      if (stoppedUntilMs > nowMs()) return outcome(null, stopped(name))
      const tried: Attempted = {
        signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
        reserve,
        calls: 0,
        costUsd: 0,
      }
      try {
        const body = await untilAborted(
          policy.execute(() => tryOnce(request, tried, signal), tried.signal),
          signal,
        )
        return outcome(body, null, tried)
      } catch (error) {
        signal.throwIfAborted()
        return outcome(null, toIgError(error, name), tried)
      }
    },
  }

  function outcome(body: string | null, error: IgError | null, tried?: Attempted): CallOutcome {
    const failure = error && { code: error.code, message: error.message }
    return { fetchedAtMs: nowMs(), body, failure, calls: tried?.calls ?? 0, costUsd: tried?.costUsd ?? 0 }
  }
}

interface Attempted {
  readonly signal: AbortSignal
  readonly reserve: Reserve | undefined
  calls: number
  costUsd: number
}

function hasCode(error: unknown, codes: ReadonlySet<string>): error is IgError {
  return IgError.isInstance(error) && codes.has(error.code.slice('E_NEWS_'.length))
}

function isOutage(error: unknown): boolean {
  return hasCode(error, OUTAGES)
}

function isWorthRetrying(error: unknown): boolean {
  return IgError.isInstance(error) && error.retryable && (retryAfterOf(error) ?? 0) <= MAX_RETRY_AFTER_MS
}

function isFree(error: unknown): boolean {
  if (hasCode(error, FREE)) return true
  return IgError.isInstance(error) && NEVER_SENT.has(String(error.values.reason))
}

function retryAfterOf(error: unknown): number | null {
  const ms = IgError.isInstance(error) ? error.values.retryAfterMs : null
  return typeof ms === 'number' ? ms : null
}

function toIgError(error: unknown, provider: string): IgError {
  if (IgError.isInstance(error)) return error
  if ((error as { isBrokenCircuitError?: boolean }).isBrokenCircuitError) {
    return new IgError({
      code: 'E_NEWS_CIRCUIT',
      message: 'A news provider failed again and again, and rests.',
      values: { provider },
      retryable: true,
    })
  }
  throw error
}

function busy(provider: string): IgError {
  return new IgError({
    code: 'E_NEWS_BUSY',
    message: 'A news provider has no free slot now, and was passed over.',
    values: { provider },
  })
}

function stopped(provider: string): IgError {
  return new IgError({
    code: 'E_NEWS_STOPPED',
    message: 'A news provider refused the key, and is not asked for an hour.',
    values: { provider },
    hint: 'See to the key or the account.',
  })
}
