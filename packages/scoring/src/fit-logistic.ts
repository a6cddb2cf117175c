import { IgError } from '@ig/errors'
import type { Outcome } from './outcome.ts'

/** One observation: as many features as there are coefficients. A constant 1 among them gives an intercept. */
export interface LogisticRow {
  readonly features: readonly number[]
  readonly outcome: Outcome
  /** How much it counts; 1 unless given. */
  readonly weight?: number
}

/** What is believed of the coefficients before any outcome is seen. */
export interface LogisticPrior {
  readonly mean: readonly number[]
  /** 1 / variance of each coefficient; 0 leaves it to the rows alone, Infinity keeps it at its mean. */
  readonly precision: readonly number[]
}

const MAX_STEPS = 100
const MAX_HALVINGS = 30
/** The steps end when no coefficient moves by more. */
const TOLERANCE = 1e-10

/**
 * The coefficients of a logistic regression: those that make the outcomes, under a normal prior, most probable.
 * A prior whose mean is "the forecast as it stands" shrinks a small sample to that, so that a few lucky outcomes
 * do not bend what is sent. Newton's method; the same rows give the same bits.
 *
 * Throws `IgError` E_FIT where rows and prior differ in length, a number is not finite, or nothing determines a
 * coefficient (separable outcomes or a constant feature, without a prior).
 */
export function fitLogistic(rows: readonly LogisticRow[], prior: LogisticPrior): number[] {
  assertRows(rows, prior)
  const free = prior.precision.flatMap((precision, index) => (precision === Infinity ? [] : [index]))
  const coefficients = [...prior.mean]
  let loss = lossOf(rows, prior, coefficients)
  for (let step = 0; step < MAX_STEPS; step++) {
    const move = newtonMove(rows, prior, coefficients, free)
    const before = [...coefficients]
    let scale = 1
    for (let halving = 0; ; halving++) {
      free.forEach((index, place) => {
        coefficients[index] = (before[index] as number) - scale * (move[place] as number)
      })
      const next = lossOf(rows, prior, coefficients)
      if (next <= loss || halving === MAX_HALVINGS) {
        loss = next
        break
      }
      scale /= 2
    }
    if (move.every((value) => Math.abs(value) * scale <= TOLERANCE)) return coefficients
  }
  throw undetermined('the coefficients do not settle')
}

/** The probability that coefficients give to features. */
export function logisticProbability(coefficients: readonly number[], features: readonly number[]): number {
  return 1 / (1 + Math.exp(-dot(coefficients, features)))
}

function newtonMove(
  rows: readonly LogisticRow[],
  prior: LogisticPrior,
  coefficients: readonly number[],
  free: readonly number[],
): number[] {
  const gradient = free.map(
    (index) =>
      (prior.precision[index] as number) * ((coefficients[index] as number) - (prior.mean[index] as number)),
  )
  const hessian = free.map((index, row) =>
    free.map((_, column) => (row === column ? (prior.precision[index] as number) : 0)),
  )
  for (const { features, outcome, weight = 1 } of rows) {
    const probability = logisticProbability(coefficients, features)
    const slope = weight * (probability - outcome)
    const curvature = weight * probability * (1 - probability)
    free.forEach((i, row) => {
      const value = features[i] as number
      gradient[row] = (gradient[row] as number) + slope * value
      const line = hessian[row] as number[]
      free.forEach((j, column) => {
        line[column] = (line[column] as number) + curvature * value * (features[j] as number)
      })
    })
  }
  return solve(hessian, gradient)
}

/** Gaussian elimination with row exchange; changes its arguments. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot
    for (let row = pivot + 1; row < size; row++) {
      if (Math.abs(at(matrix, row, pivot)) > Math.abs(at(matrix, best, pivot))) best = row
    }
    if (!(Math.abs(at(matrix, best, pivot)) > Number.EPSILON))
      throw undetermined('a feature says nothing new')
    ;[matrix[pivot], matrix[best]] = [matrix[best] as number[], matrix[pivot] as number[]]
    ;[right[pivot], right[best]] = [right[best] as number, right[pivot] as number]
    for (let row = pivot + 1; row < size; row++) {
      const factor = at(matrix, row, pivot) / at(matrix, pivot, pivot)
      const line = matrix[row] as number[]
      for (let column = pivot; column < size; column++) {
        line[column] = (line[column] as number) - factor * at(matrix, pivot, column)
      }
      right[row] = (right[row] as number) - factor * (right[pivot] as number)
    }
  }
  const solution = new Array<number>(size).fill(0)
  for (let row = size - 1; row >= 0; row--) {
    let rest = right[row] as number
    for (let column = row + 1; column < size; column++)
      rest -= at(matrix, row, column) * (solution[column] as number)
    solution[row] = rest / at(matrix, row, row)
  }
  return solution
}

function lossOf(rows: readonly LogisticRow[], prior: LogisticPrior, coefficients: readonly number[]): number {
  let loss = 0
  coefficients.forEach((value, index) => {
    const precision = prior.precision[index] as number
    if (precision !== Infinity) loss += (precision * (value - (prior.mean[index] as number)) ** 2) / 2
  })
  for (const { features, outcome, weight = 1 } of rows) {
    const margin = (outcome === 1 ? 1 : -1) * dot(coefficients, features)
    loss += weight * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin)
  }
  return loss
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number)
  return sum
}

function at(matrix: readonly (readonly number[])[], row: number, column: number): number {
  return (matrix[row] as readonly number[])[column] as number
}

function assertRows(rows: readonly LogisticRow[], { mean, precision }: LogisticPrior): void {
  const size = mean.length
  const badPrior =
    precision.length !== size || !mean.every(Number.isFinite) || !precision.every((value) => value >= 0)
  if (badPrior)
    throw undetermined('the prior needs a mean and a precision of 0 or more for every coefficient')
  const bad = rows.findIndex(
    ({ features, weight = 1 }) =>
      features.length !== size || !features.every(Number.isFinite) || !(weight >= 0 && weight < Infinity),
  )
  if (bad >= 0) throw undetermined(`row ${bad} needs ${size} finite features and a weight of 0 or more`)
}

function undetermined(why: string): IgError {
  return new IgError({
    code: 'E_FIT',
    message: `The logistic regression cannot be fitted: ${why}.`,
    hint: 'Give more rows, fewer features, or a prior with a precision above 0.',
  })
}
