import { fitLogistic, type Outcome } from '@ig/scoring'
import { logit } from '../probability.ts'
import type { LogitLine, Recalibration } from './recalibration.ts'

/** A forecast whose question has been resolved. */
export interface ResolvedForecast {
  readonly probability: number
  /** `polymarket`, `azuro`, ...; null where unknown. */
  readonly marketType: string | null
  readonly outcome: Outcome
}

/** How strongly all questions together are held to "as it is", in observations' worth of information: see `fitBlend`. */
const PRECISION = 60
/** How strongly one kind is held to all of them: kinds differ less than they have in common. */
const TYPE_PRECISION = 120

/**
 * A recalibration by hierarchical shrinkage: all questions are shrunk towards no change, each market type towards all
 * questions. A type with few outcomes is treated as any other; without rows nothing changes.
 *
 * Throws `IgError` E_FIT for numbers that are not finite.
 */
export function fitRecalibration(rows: readonly ResolvedForecast[]): Recalibration {
  const all = fitLine(rows, { slope: 1, intercept: 0 }, PRECISION)
  const types = [...new Set(rows.flatMap(({ marketType }) => marketType?.toLowerCase() ?? []))].toSorted()
  const byType = types.map((type) => {
    const own = rows.filter(({ marketType }) => marketType?.toLowerCase() === type)
    return [type, fitLine(own, all, TYPE_PRECISION)] as const
  })
  return { all, byType: Object.fromEntries(byType) }
}

function fitLine(rows: readonly ResolvedForecast[], towards: LogitLine, precision: number): LogitLine {
  const [slope, intercept] = fitLogistic(
    rows.map(({ probability, outcome }) => ({ features: [logit(probability), 1], outcome })),
    { mean: [towards.slope, towards.intercept], precision: [precision, precision] },
  ) as [number, number]
  return { slope, intercept }
}
