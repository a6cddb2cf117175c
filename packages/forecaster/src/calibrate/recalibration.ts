import { fromLogit, logit } from '../probability.ts'

/** Platt's scaling: a line in logits. */
export interface LogitLine {
  readonly slope: number
  readonly intercept: number
}

/** A line for all questions and, where there were outcomes of a kind, one for that kind: see `fitRecalibration`. */
export interface Recalibration {
  readonly all: LogitLine
  /** By market type, in lower case. */
  readonly byType: Readonly<Record<string, LogitLine>>
}

/** Changes nothing: the stated default before there are outcomes to fit on. */
export const NO_RECALIBRATION: Recalibration = { all: { slope: 1, intercept: 0 }, byType: {} }

/** The recalibrated probability, inside (0, 1). */
export function applyRecalibration(
  probability: number,
  marketType: string | null,
  { all, byType }: Recalibration,
): number {
  const type = marketType?.toLowerCase() ?? ''
  const { slope, intercept } = (Object.hasOwn(byType, type) && byType[type]) || all
  return fromLogit(slope * logit(probability) + intercept)
}
