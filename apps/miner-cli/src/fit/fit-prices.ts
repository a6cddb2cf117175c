import {
  calibratePrice,
  fitPriceCalibration,
  type PriceCalibration,
  SHIPPED_PRICE_CALIBRATION,
} from '@ig/markets'
import { crossPredict } from '../backtest/cross-predict.ts'
import { brierScores, type FitPart, judgePart } from './fit-part.ts'
import type { FitRow } from './fit-row.ts'

/** A row with a price. */
export type PricedRow = FitRow & { readonly price: number }

/** Rows that say what a price was worth: those with a price and a horizon. */
export function isPriced(row: FitRow): row is PricedRow & { readonly horizonDays: number } {
  return row.price !== null && row.horizonDays !== null
}

/** What prices are worth, against the calibration that the miner ships with. */
export function fitPrices(
  all: readonly FitRow[],
  { source, draws }: { readonly source: string; readonly draws: number },
): FitPart<PriceCalibration> {
  const rows = all.filter(isPriced)
  return judgePart(rows, {
    draws,
    fit() {
      const byDefault = rows.map((row) => worthOf(row, SHIPPED_PRICE_CALIBRATION))
      return {
        score: 'brier',
        byDefault: brierScores(rows, byDefault),
        crossValidated: brierScores(rows, crossPredict(fittedWorth, rows)),
        parameters: calibrationOf(rows, source),
      }
    },
  })
}

/** What the prices of rows are worth by fits on other questions, so that a blend is not fitted on what knows them. */
export function crossFittedWorths(all: readonly FitRow[]): ReadonlyMap<FitRow, number> {
  const rows = all.filter(isPriced)
  const worths = crossPredict(fittedWorth, rows)
  return new Map(rows.map((row, index) => [row, worths[index] as number]))
}

/** What the price of a row is worth. */
export function worthOf({ price, horizonDays, venue }: PricedRow, calibration: PriceCalibration): number {
  return calibratePrice({ price, horizonDays, venue }, calibration)
}

function fittedWorth(rows: readonly FitRow[]): (row: PricedRow) => number {
  const calibration = calibrationOf(rows.filter(isPriced), 'cross-validation')
  return (row) => worthOf(row, calibration)
}

function calibrationOf(
  rows: readonly (PricedRow & { readonly horizonDays: number })[],
  source: string,
): PriceCalibration {
  const resolved = rows.map(({ question, price, horizonDays, venue, outcome }) => ({
    questionId: question,
    price,
    horizonDays,
    venue,
    outcome,
  }))
  return fitPriceCalibration(resolved, source)
}
