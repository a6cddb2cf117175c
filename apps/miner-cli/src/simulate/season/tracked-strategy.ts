import { setImmediate } from 'node:timers/promises'
import { IgError } from '@ig/errors'
import type { ForecastResult, Strategy } from '@ig/miner'

/** A strategy of which is known when it has nothing to do. */
export interface TrackedStrategy {
  readonly strategy: Strategy
  /** Resolves when no forecast is under way, those that followed from others included. */
  idle(): Promise<void>
}

/** Counts the forecasts under way, and ends each after `deadlineMs` of real time, however fast the season runs. */
export function createTrackedStrategy(strategy: Strategy, deadlineMs: number): TrackedStrategy {
  const underWay = new Set<Promise<unknown>>()
  return {
    strategy: {
      ...strategy,
      forecast(...question) {
        const forecast = withDeadline(strategy.forecast(...question), deadlineMs)
        const ended: Promise<unknown> = forecast.catch(() => undefined).finally(() => underWay.delete(ended))
        underWay.add(ended)
        return forecast
      },
    },
    async idle() {
      do {
        await Promise.all(underWay)
        // The engine begins the next forecasts on the turn in which one has ended.
        await setImmediate()
      } while (underWay.size > 0)
    },
  }
}

function withDeadline(forecast: Promise<ForecastResult>, deadlineMs: number): Promise<ForecastResult> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new IgError({
            code: 'E_FORECAST_DEADLINE',
            message: 'The strategy took too long.',
            values: { deadlineMs },
            hint: 'Raise forecast.deadline_seconds, or give it less to do.',
            retryable: true,
          }),
        ),
      deadlineMs,
    )
    forecast.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
