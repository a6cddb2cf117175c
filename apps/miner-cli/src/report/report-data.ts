import { type BacktestReport, shownMethods } from '../backtest/backtest-report.ts'
import type { Contest } from '../backtest/contest.ts'

/** All that a report is made of. */
export interface ReportData {
  /** What was judged, in a few words. */
  readonly title: string
  readonly contest: Contest
  readonly report: BacktestReport
}

/** A plot with what a reader needs to make sense of it. */
export interface Figure {
  /** The name of its file, without `.svg`. */
  readonly name: string
  readonly title: string
  /** What is seen, in a sentence or two. */
  readonly caption: string
  readonly legend: readonly { readonly label: string; readonly color: string }[]
  /** For a page, and for a telephone. Panels stand beside each other where there is room. */
  readonly panels: readonly {
    readonly heading: string | null
    readonly wide: string
    readonly narrow: string
  }[]
}

/** The widths that plots are drawn for, in pixels. */
export const WIDE = 960
export const NARROW = 344

/** Who is drawn. */
export function drawnMethods({ report }: ReportData): readonly string[] {
  return shownMethods(report)
}

/** A method's colour, the same in every plot: a variable of the page, which light and dark set. */
export function colorOf(name: string, { report: { subjects, paper, market } }: ReportData): string {
  const place = subjects.indexOf(name)
  if (place >= 0) return `var(--c${place + 1})`
  if (name === market) return 'var(--market)'
  return name === paper ? 'var(--paper)' : 'var(--muted)'
}

export function legendOf(names: readonly string[], data: ReportData): Figure['legend'] {
  return names.map((label) => ({ label, color: colorOf(label, data) }))
}
