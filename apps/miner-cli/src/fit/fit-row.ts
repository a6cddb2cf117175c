/** What was known of a decided question at one moment before its end. */
export interface FitRow {
  /** Tells questions apart: rows of one question stand and fall together. */
  readonly question: string
  readonly outcome: 0 | 1
  /** What a model said; empty where none was asked. */
  readonly samples: readonly number[]
  /** The market's price, uncalibrated; null where there was none. */
  readonly price: number | null
  /** From that moment to the cutoff; null where none is known. */
  readonly horizonDays: number | null
  /** Whose price it is, in lower case; null where that is not known. */
  readonly venue: string | null
  /** The kind of question, as forecasters are told it. */
  readonly marketType: string | null
}

/** Where rows come from. */
export interface FitSource {
  readonly kind: 'file' | 'history'
  readonly path: string
}

/** How many questions stand in rows. */
export function countQuestions(rows: readonly FitRow[]): number {
  return new Set(rows.map(({ question }) => question)).size
}
