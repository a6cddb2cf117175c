import { brierScore, pairedBootstrap } from '@ig/scoring'
import { countQuestions, type FitRow } from './fit-row.ts'

/** What became of one part of a fit. */
export interface FitPart<Parameters> {
  /**
   * `accepted`: the gain's interval is above zero; `refused`: it is not, or nearly all questions ended alike; `tooFew`:
   * not enough questions to tell.
   */
  readonly verdict: 'accepted' | 'refused' | 'tooFew'
  readonly rows: number
  readonly questions: number
  readonly questionsNeeded: number
  /** What the default scores on these rows, and what the fit scores on questions that it was not fitted on. */
  readonly score: { readonly name: string; readonly default: number; readonly fitted: number } | null
  /** How much better the fit is, with its 95 % interval by bootstrap over questions. */
  readonly gain: { readonly mean: number; readonly low: number; readonly high: number } | null
  /** Fitted on all rows; null with too few of them. */
  readonly parameters: Parameters | null
}

/** Below this a gain that is real hardly ever shows. */
export const MIN_QUESTIONS = 50
/** Where nearly all ended alike, to say so of everything is a gain, and no lesson: early outcomes are mostly NO. */
export const MIN_OF_EACH_OUTCOME = 5

/** A part of a fit before it is judged. */
export interface PartialFit<Parameters> {
  /** What the scores are: of `brier` less is better, of `edge` more. */
  readonly score: 'brier' | 'edge'
  /** Scores by row. */
  readonly byDefault: readonly number[]
  /** Scores by row, by fits on other questions. */
  readonly crossValidated: readonly number[]
  readonly parameters: Parameters
}

/** Judges a part; `fit` runs only where there are questions enough. */
export function judgePart<Parameters>(
  rows: readonly FitRow[],
  { draws, fit }: { readonly draws: number; readonly fit: () => PartialFit<Parameters> },
): FitPart<Parameters> {
  const questions = countQuestions(rows)
  const size = { rows: rows.length, questions, questionsNeeded: MIN_QUESTIONS }
  if (questions < MIN_QUESTIONS) {
    return { verdict: 'tooFew', ...size, score: null, gain: null, parameters: null }
  }
  const { score, byDefault, crossValidated, parameters } = fit()
  const sign = score === 'brier' ? 1 : -1
  const paired = rows.map(({ question }, index) => ({
    question,
    a: sign * (byDefault[index] as number),
    b: sign * (crossValidated[index] as number),
  }))
  const { mean, low, high } = pairedBootstrap(paired, { draws })
  return {
    verdict: low > 0 && hasBothOutcomes(rows) ? 'accepted' : 'refused',
    ...size,
    score: { name: score, default: meanOf(byDefault), fitted: meanOf(crossValidated) },
    gain: { mean, low, high },
    parameters,
  }
}

function hasBothOutcomes(rows: readonly FitRow[]): boolean {
  return [0, 1].every(
    (wanted) => countQuestions(rows.filter(({ outcome }) => outcome === wanted)) >= MIN_OF_EACH_OUTCOME,
  )
}

/** The Brier scores of probabilities, row by row. */
export function brierScores(rows: readonly FitRow[], probabilities: readonly number[]): number[] {
  return rows.map(({ outcome }, index) => brierScore(probabilities[index] as number, outcome))
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
