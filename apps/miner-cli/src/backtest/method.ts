/** A way from a row to a probability; with `fit` null it needs no outcomes. */
export type Method<Row> = {
  readonly name: string
  /** Only for rows where the crowd's price is known. */
  readonly usesCrowd: boolean
  /** What anyone can say without looking at a question: compared with, never chosen. */
  readonly isBaseline?: true
} & (
  | { readonly fit: null; readonly apply: (row: Row) => number }
  | { readonly fit: (rows: readonly Row[]) => (row: Row) => number }
)

/** What every judged row has, whatever else stands in it. */
export interface JudgedRow {
  readonly question: string
  readonly outcome: 0 | 1
  readonly crowd?: number | null | undefined
}
