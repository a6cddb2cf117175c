import type { Difference, Interval } from '../backtest/judge-contest.ts'

/** Figures as people read them; what is not known is a dash. */

export function fixed(value: number | null | undefined, digits: number): string {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(digits) : '–'
}

export function intervalText({ low, high }: Interval, digits = 3): string {
  return `${low.toFixed(digits)} to ${high.toFixed(digits)}`
}

/** A difference, and below it its interval. */
export function differenceCells<Row>(differenceOf: (row: Row) => Difference | null | undefined): {
  readonly cell: (row: Row) => string
  readonly below: (row: Row) => string
} {
  return {
    cell: (row) => {
      const difference = differenceOf(row)
      return difference ? signed(difference.mean, 4) : '–'
    },
    below: (row) => {
      const difference = differenceOf(row)
      return difference ? `${signed(difference.low, 4)} to ${signed(difference.high, 4)}` : ''
    },
  }
}

export function signed(value: number, digits: number): string {
  const text = value.toFixed(digits)
  return value > 0 && Number(text) !== 0 ? `+${text}` : text
}

/** Four digits that count, for costs of any size. */
export function usd(value: number | null | undefined): string {
  if (typeof value !== 'number') return '–'
  if (value === 0) return '0'
  return value >= 1 ? value.toFixed(2) : value.toPrecision(3)
}
