/** A forecast is never nearer than this to 0 or 1. */
export const FORECAST_MARGIN = 0.001

/** The probability, held inside [0.001, 0.999]. */
export function clampForecast(probability: number): number {
  return Math.min(1 - FORECAST_MARGIN, Math.max(FORECAST_MARGIN, probability))
}

/** True for a finite number from 0 to 1. */
export function isProbability(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1
}

export function logit(probability: number): number {
  return Math.log(probability / (1 - probability))
}

export function fromLogit(value: number): number {
  return 1 / (1 + Math.exp(-value))
}
