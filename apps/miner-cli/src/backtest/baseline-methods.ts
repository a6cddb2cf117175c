import type { JudgedRow, Method } from './method.ts'

/** What a forecaster has to beat before it is worth anything: always one half, and the share of questions that come true. */
export const baselineMethods: readonly Method<JudgedRow>[] = [
  { name: 'alwaysHalf', usesCrowd: false, isBaseline: true, fit: null, apply: () => 0.5 },
  {
    name: 'baseRate',
    usesCrowd: false,
    isBaseline: true,
    fit: (rows) => {
      // Laplace's rule, so that a fit on nothing says one half.
      const share = (rows.reduce((sum, { outcome }) => sum + outcome, 0) + 1) / (rows.length + 2)
      return () => share
    },
  },
]
