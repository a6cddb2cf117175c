import type { PriceCalibration } from './price-calibration.ts'

/**
 * Fitted by `fitPriceCalibration` on 914 prices of 538 questions of Polymarket, Manifold, Metaculus and INFER in
 * the ForecastBench rounds of 2025-10 to 2026-06 (Karger et al. 2025, arXiv 2409.19839). They are questions that
 * resolved within the window, which favours early NOs; the shrinkage is there for that too.
 */
export const SHIPPED_PRICE_CALIBRATION: PriceCalibration = {
  slope: 1.0620352594532558,
  intercept: -0.2164252852173414,
  horizon: 0.2881124219541052,
  horizonSlope: 0.05248274108812333,
  centre: 3.967690412125487,
  minDays: 10.166666666666666,
  maxDays: 1875.2076388888888,
  venues: {
    infer: -0.005652436728978446,
    manifold: -0.0669553030355813,
    metaculus: 0.05274879825901072,
    polymarket: -0.023426115537919307,
  },
  fittedOn: { rows: 914, questions: 538, source: 'ForecastBench, rounds 2025-10-26 to 2026-06-21' },
}
