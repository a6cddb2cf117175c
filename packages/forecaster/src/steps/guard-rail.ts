import { IgError } from '@ig/errors'
import type { GuardRail } from '../forecast.ts'
import { logit } from '../probability.ts'
import { citedArticles } from './cited-articles.ts'
import type { ForecastState } from './forecast-state.ts'

/** From an even chance to 0.82, or from 0.2 to 0.53. */
const MAX_SHIFT = 1.5
/** Facts that several sources report may well move a forecast far. */
const MAX_SOURCES = 2

/**
 * Compares what the model says after reading with what was believed without the articles: the market, else the earlier
 * belief, else the outside view. Far apart on the word of one or two sources is what a planted article looks like, and
 * now and then what news looks like: it is flagged, not changed.
 */
export function guardRail(state: ForecastState): GuardRail | null {
  const { opinion, articles } = state
  const anchor = anchorOf(state)
  if (opinion === null || anchor === null || articles.length === 0) return null
  const shift = Math.abs(logit(opinion) - logit(anchor.probability))
  const cited = citedArticles(state)
  const sources = cited.length > 0 ? cited.map((number) => articles[number - 1]) : articles
  const isNarrow = new Set(sources.map((article) => article && hostOf(article.url))).size <= MAX_SOURCES
  if (shift <= MAX_SHIFT || !isNarrow) return null
  return {
    anchor: anchor.kind,
    anchorProbability: anchor.probability,
    modelProbability: opinion,
    shift,
    citedArticles: cited,
  }
}

function anchorOf({ market, question, outside }: ForecastState) {
  if (market) return { kind: 'market', probability: market.worth } as const
  if (question.earlier) return { kind: 'earlier', probability: question.earlier.probability } as const
  return outside && ({ kind: 'outside', probability: outside.probability } as const)
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url
}

/** The warning that goes with the flag. */
export function movedByArticles({ anchor, anchorProbability, modelProbability, shift }: GuardRail): IgError {
  return new IgError({
    code: 'E_GUARD_RAIL',
    message: 'Articles of one or two sources moved the model far from what was believed without them.',
    values: { anchor, anchorProbability, modelProbability, shift: Number(shift.toFixed(2)) },
    hint: 'Read the evidence before you rely on this forecast.',
  })
}
