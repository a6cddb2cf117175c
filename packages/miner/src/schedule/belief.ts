import { IgError } from '@ig/errors'
import type { EventRevision, EventStore, ForecastContext, ForecastResult, NewForecast } from '../ports.ts'
import { clampForecast } from '../probability.ts'

/** The model's last number for this revision, else for an earlier wording of the event. */
export function earlierBelief(
  store: EventStore,
  { event, revision, latest }: EventRevision,
): ForecastContext['earlier'] {
  const isFirst = revision === 1
  const belief =
    latest?.basis === 'model'
      ? latest
      : isFirst
        ? undefined
        : store.forecastHistory(event.key).findLast(({ basis }) => basis === 'model')
  if (!belief) return null
  const { probability, reasoning, madeAtMs, newsReadUntilMs } = belief
  return {
    probability,
    reasoning,
    madeAt: new Date(madeAtMs),
    ...(newsReadUntilMs !== undefined && {
      newsReadUntil: newsReadUntilMs === 0 ? null : new Date(newsReadUntilMs),
    }),
  }
}

/**
 * What a strategy's result becomes in the log, for the revision that was asked about, whatever has come since.
 * Null where a stored price is better than the prior that the strategy fell back to.
 * Throws `IgError` E_FORECAST_STEP_DOWN (retryable) where a model's number would be lost to a market or prior.
 */
export function toNewForecast(
  { event, revision, latest }: EventRevision,
  result: ForecastResult,
  market: number | null,
  nowMs: number,
): NewForecast | null {
  if (latest?.basis === 'model' && result.basis !== 'model') {
    throw new IgError({
      code: 'E_FORECAST_STEP_DOWN',
      message: 'The strategy fell back from its model; the earlier forecast stays.',
      values: { eventKey: event.key, basis: result.basis },
      retryable: true,
    })
  }
  if (latest?.basis === 'market' && result.basis === 'prior') return null
  return {
    eventKey: event.key,
    revision,
    madeAtMs: nowMs,
    probability: clampForecast(result.probability),
    basis: result.basis,
    confidence: result.confidence,
    market: result.market ?? market,
    reasoning: result.reasoning,
    samples: result.samples,
    evidence: result.evidence,
    costUsd: result.usage.costUsd,
    ...(result.newsReadUntil !== undefined && {
      newsReadUntilMs: result.newsReadUntil === null ? 0 : Date.parse(result.newsReadUntil),
    }),
  }
}
