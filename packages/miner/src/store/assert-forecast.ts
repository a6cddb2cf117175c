import { IgError } from '@ig/errors'
import type { NewForecast } from '../ports.ts'
import { FORECAST_MARGIN, isProbability } from '../probability.ts'

/** Keeps out of the store what is no honest probability; throws `IgError` E_FORECAST_RANGE. */
export function assertForecast(forecast: NewForecast): void {
  const { probability, confidence, costUsd, market, eventKey } = forecast
  const sound =
    probability >= FORECAST_MARGIN &&
    probability <= 1 - FORECAST_MARGIN &&
    isProbability(confidence) &&
    costUsd >= 0 &&
    Number.isFinite(costUsd) &&
    (market === null || isProbability(market))
  if (sound) return
  throw new IgError({
    code: 'E_FORECAST_RANGE',
    message: 'A forecast has a number outside its range and is not stored.',
    values: { eventKey, probability, confidence, costUsd, market },
    hint: 'Keep probability in [0.001, 0.999], confidence and market in [0, 1], cost at 0 or more.',
  })
}
