import type { IgError } from '@ig/errors'
import type { Runnable } from '@langchain/core/runnables'
import type { ProbabilityAnswer } from '../answers/read-answer.ts'
import type { Sample } from '../forecast.ts'
import type { NewsArticle } from '../ports.ts'
import { type DatedQuestion, newsReadBefore } from '../question.ts'

/** The stages of a forecast, in their order; `market` and `outside` run beside the five from `queries` on. */
export const STAGES = [
  'market',
  'queries',
  'news',
  'prefilter',
  'rate',
  'summarise',
  'outside',
  'reason',
  'supervise',
  'aggregate',
  'recalibrate',
  'update',
  'blend',
] as const

/** A step of a forecast. */
export type StageName = (typeof STAGES)[number]

/** What a market says. */
export interface MarketView {
  /** Of yes, uncalibrated. */
  readonly price: number
  /** What the price is worth as a probability, were it fully to be believed. */
  readonly worth: number
  /** The forecast where nothing else is known, as the port judges it; null where that is left to us. */
  readonly alone: number | null
  /** 0 to 1: how far it is to be believed. */
  readonly weight: number
  readonly venue: string | null
  readonly url: string | null
}

/** An article on its way to the reasoning. */
export interface ReadArticle extends NewsArticle {
  /** 1 (about something else) to 6 (nearly settles it); null where no model rated it. */
  readonly relevance: number | null
  /** A model's notes on it; null where its text is short or nobody took notes. */
  readonly summary: string | null
}

/** What the stages know so far; each adds its part and leaves the rest as it is. */
export interface ForecastState {
  readonly question: DatedQuestion
  readonly market: MarketView | null
  /** What to search for; the question itself comes first. */
  readonly queries: readonly string[]
  /** Best first from `prefilter` on; none of them from the as-of time or later. */
  readonly articles: readonly ReadArticle[]
  /** Up to when news has been read, for this forecast or for the earlier belief; null where never. */
  readonly newsReadUntil: Date | null
  /** The estimate before any article was read. */
  readonly outside: ProbabilityAnswer | null
  readonly samples: readonly Sample[]
  /** Why samples are missing. */
  readonly failures: readonly IgError[]
  /** The last word where samples disagreed. */
  readonly verdict: ProbabilityAnswer | null
  /** The samples as one probability, recalibrated and updated, before the market is heard. */
  readonly opinion: number | null
  /** The opinion blended with the market. */
  readonly blended: number | null
}

/** One stage of the chain. Your own replaces one of the same name: `createForecaster({ stages: { news: mine } })`. */
export type Stage = Runnable<ForecastState, ForecastState>

/** Every step by its name; each can be replaced. */
export type Stages = Readonly<Record<StageName, Stage>>

/** What is known before the first stage. */
export function initialState(question: DatedQuestion): ForecastState {
  return {
    question,
    market: null,
    queries: [],
    articles: [],
    newsReadUntil: newsReadBefore(question),
    outside: null,
    samples: [],
    failures: [],
    verdict: null,
    opinion: null,
    blended: null,
  }
}
