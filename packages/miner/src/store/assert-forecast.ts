import { IgError } from '@ig/errors'
import type { NewForecast } from '../ports.ts'

/** Keeps out of the store what is no honest probability; throws `IgError` E_FORECAST_RANGE. */
export function assertForecast(forecast: NewForecast): void {
  const { probability, confidence, costUsd, market, eventKey } = forecast
  const sound =
    probability >= 0.001 &&
    probability <= 0.999 &&
    confidence >= 0 &&
    confidence <= 1 &&
    costUsd >= 0 &&
    Number.isFinite(costUsd) &&
    (market === null || (market >= 0 && market <= 1))
  if (sound) return
  throw new IgError({
    code: 'E_FORECAST_RANGE',
    message: 'A forecast has a number outside its range and is not stored.',
    values: { eventKey, probability, confidence, costUsd, market },
    hint: 'Keep probability in [0.001, 0.999], confidence and market in [0, 1], cost at 0 or more.',
  })
}
