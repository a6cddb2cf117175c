import { IgError } from '@ig/errors'
import { assertProbability } from './assert-probability.ts'

/** Probabilities that a forecaster gave to related events, with the law that binds them. */
export type ConsistencyCheck =
  /** P(A) + P(not A) = 1. */
  | { readonly law: 'negation'; readonly event: number; readonly negation: number }
  /** The same event in other words: P(A) = P(A'). */
  | { readonly law: 'paraphrase'; readonly event: number; readonly paraphrase: number }
  /** Exactly one of them happens: they sum to 1. */
  | { readonly law: 'partition'; readonly parts: readonly number[] }
  /** The first cannot happen without the second: P(A) <= P(B). */
  | { readonly law: 'implication'; readonly narrow: number; readonly wide: number }
  /** max(0, P(A) + P(B) - 1) <= P(A and B) <= min(P(A), P(B)). */
  | { readonly law: 'conjunction'; readonly a: number; readonly b: number; readonly both: number }
  /** max(P(A), P(B)) <= P(A or B) <= min(1, P(A) + P(B)). */
  | { readonly law: 'disjunction'; readonly a: number; readonly b: number; readonly either: number }
  /** P(A and B) = P(A) P(B if A). */
  | { readonly law: 'condition'; readonly a: number; readonly bIfA: number; readonly both: number }

/**
 * How far probabilities break their law, 0 where they keep it: the smallest amount by which one of them, or their
 * sum or product, would have to change. It goes with the Brier score, though mending it by force often does not help.
 * Throws `IgError` E_PROBABILITY, E_CONSISTENCY for a partition without parts.
 */
export function inconsistency(check: ConsistencyCheck): number {
  switch (check.law) {
    case 'negation':
      return Math.abs(checked(check.event) + checked(check.negation) - 1)
    case 'paraphrase':
      return Math.abs(checked(check.event) - checked(check.paraphrase))
    case 'partition':
      if (check.parts.length === 0) {
        throw new IgError({ code: 'E_CONSISTENCY', message: 'A partition has at least one part.' })
      }
      return Math.abs(check.parts.map(checked).reduce((sum, part) => sum + part, 0) - 1)
    case 'implication':
      return Math.max(0, checked(check.narrow) - checked(check.wide))
    case 'conjunction': {
      const [a, b, both] = [checked(check.a), checked(check.b), checked(check.both)]
      return Math.max(0, both - Math.min(a, b), a + b - 1 - both)
    }
    case 'disjunction': {
      const [a, b, either] = [checked(check.a), checked(check.b), checked(check.either)]
      return Math.max(0, Math.max(a, b) - either, either - a - b)
    }
    case 'condition':
      return Math.abs(checked(check.both) - checked(check.a) * checked(check.bIfA))
  }
}

function checked(probability: number): number {
  assertProbability(probability)
  return probability
}
