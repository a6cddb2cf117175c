import type { Candidate } from '../venues/venue.ts'

/** Says nothing about which event is meant. */
const STOP_WORDS = new Set(
  'a an and any are as at be been before by do does end for from get has have if in into is it its of on or over than that the their this to until up was were when whether who will with within would'.split(
    ' ',
  ),
)
/** A market that closes so far from the event's cutoff is another event's. */
const MAX_DAYS_APART = 3
const DAY_MS = 86_400_000
/** Shorter titles match too much. */
const MIN_WORDS = 3

/**
 * The one candidate that asks exactly the same, or null: a wrong market's price is worse than none.
 *
 * Strict: both titles have the same words once case, punctuation and function words are gone, in any order, the same
 * numbers and the same negations; the closing times are at most three days apart where both are known; and no second
 * candidate matches too.
 */
export function strictTitleMatch(
  question: string,
  cutoff: Date | undefined,
  candidates: readonly Candidate[],
): Candidate | null {
  const wanted = titleWords(question)
  if (wanted.length < MIN_WORDS) return null
  const matching = candidates.filter(
    ({ title, closesAt }) => isSame(wanted, titleWords(title)) && isNear(cutoff, closesAt),
  )
  return matching.length === 1 ? (matching[0] as Candidate) : null
}

/** The part of a wire description that is the title. */
export function titleOf(question: string): string {
  return (question.split(' ==Further Information==:')[0] as string).trim()
}

function titleWords(title: string): string[] {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/(\d),(?=\d{3}\b)/g, '$1')
    .split(/[^\p{L}\p{N}.%$]+/u)
    .map((word) => word.replaceAll(/^\.+|\.+$/g, ''))
    .filter((word) => word !== '' && !STOP_WORDS.has(word))
    .toSorted()
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index])
}

function isNear(cutoff: Date | undefined, closesAt: Date | null): boolean {
  if (cutoff === undefined || closesAt === null) return true
  return Math.abs(cutoff.getTime() - closesAt.getTime()) <= MAX_DAYS_APART * DAY_MS
}
