import type { Applied, AppliedMethods } from './apply-methods.ts'
import type { JudgedRow } from './method.ts'
import type { FacetedRow } from './row-facets.ts'

/** A row as it is judged and grouped. */
export type ContestRow = JudgedRow & FacetedRow & { readonly id?: string | undefined }

/** One way to forecast, what it said of each row, and what that cost. */
export interface Entry extends Applied {
  /** US dollars for all rows together; null where nothing is known of it. */
  readonly costUsd: number | null
}

/** Everything that is judged side by side. */
export interface Contest extends Pick<AppliedMethods, 'fittedOn' | 'selected'> {
  readonly rows: readonly ContestRow[]
  readonly entries: readonly Entry[]
  /** The names of what the backtest is about, the most important first: these are drawn. */
  readonly subjects: readonly string[]
  /** The name of the market's price, or the crowd's; null where no row has one. */
  readonly market: string | null
  /** The name of the paper's method (Halawi et al. 2024, a trimmed mean); null where there are no samples. */
  readonly paper: string | null
  /** Where forecasters are compared, the first of them: the others are compared with it. */
  readonly first: string | null
}
