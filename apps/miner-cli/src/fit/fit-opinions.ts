import {
  applyBlend,
  applyRecalibration,
  type Blend,
  fitBlend,
  fitRecalibration,
  logitMean,
  MARKET_SHARE,
  type Opinions,
  type Recalibration,
} from '@ig/forecaster'
import { crossPredict } from '../backtest/cross-predict.ts'
import { brierScores, type FitPart, judgePart, MIN_QUESTIONS } from './fit-part.ts'
import { countQuestions, type FitRow } from './fit-row.ts'

/** What corrects samples: a blend with the market where prices are known, else a line in logits. */
export type OpinionParameters =
  | { readonly kind: 'blend'; readonly blend: Blend }
  | { readonly kind: 'recalibration'; readonly recalibration: Recalibration }

/** A row with samples, and what its price is worth. */
export interface OpinionRow extends FitRow {
  /** Null without a price. */
  readonly worth: number | null
}

/** A way from samples and market to a probability. */
export type Believe = (row: OpinionRow) => number

/** What the forecaster does unless it is fitted: 0.2 of the samples and 0.8 of the market, in logits. */
const DEFAULT_BLEND: Blend = { groups: { all: 1 - MARKET_SHARE }, crowd: MARKET_SHARE, intercept: 0 }

/** What the forecaster believes by default. */
export const believeByDefault: Believe = (row) => applyBlend(opinionsOf(row), DEFAULT_BLEND)

/** What samples and market together are worth, against the forecaster's default. */
export function fitOpinions(
  rows: readonly OpinionRow[],
  { draws }: { readonly draws: number },
): FitPart<OpinionParameters> {
  return judgePart(rows, {
    draws,
    fit() {
      const fit = fitterFor(rows)
      return {
        score: 'brier',
        byDefault: brierScores(rows, rows.map(believeByDefault)),
        crossValidated: brierScores(
          rows,
          crossPredict((others) => believer(fit(others)), rows),
        ),
        parameters: fit(rows),
      }
    },
  })
}

/** Beliefs of rows by fits on other questions. */
export function crossFittedBeliefs(rows: readonly OpinionRow[]): number[] {
  const fit = fitterFor(rows)
  return crossPredict((others) => believer(fit(others)), rows)
}

/** A blend fitted without prices would not hear a market where one appears later: then only the samples are corrected. */
function fitterFor(rows: readonly OpinionRow[]): (rows: readonly OpinionRow[]) => OpinionParameters {
  const hasMarkets = countQuestions(rows.filter(({ worth }) => worth !== null)) >= MIN_QUESTIONS
  if (!hasMarkets) return (others) => ({ kind: 'recalibration', recalibration: recalibrationOf(others) })
  return (others) => {
    const resolved = others.map((row) => ({ ...opinionsOf(row), outcome: row.outcome }))
    return { kind: 'blend', blend: fitBlend(resolved, { groups: ['all'], withCrowd: true }) }
  }
}

function recalibrationOf(rows: readonly OpinionRow[]): Recalibration {
  return fitRecalibration(
    rows.map(({ samples, marketType, outcome }) => ({
      probability: logitMean(samples),
      marketType,
      outcome,
    })),
  )
}

function believer(parameters: OpinionParameters): Believe {
  if (parameters.kind === 'blend') return (row) => applyBlend(opinionsOf(row), parameters.blend)
  return (row) => {
    const corrected = applyRecalibration(logitMean(row.samples), row.marketType, parameters.recalibration)
    return applyBlend({ samples: { all: [corrected] }, crowd: row.worth }, DEFAULT_BLEND)
  }
}

function opinionsOf({ samples, worth }: OpinionRow): Opinions {
  return { samples: { all: samples }, crowd: worth }
}
