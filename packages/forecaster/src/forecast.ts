import type { ModelRole } from './models/model-role.ts'

/** Where a probability comes from. */
export type Basis = 'model' | 'market' | 'prior'

/** One reasoning sample of a model. */
export interface Sample {
  /** Inside [0.001, 0.999]. */
  readonly probability: number
  readonly reasoning: string
  /** Reasons for yes, the strongest first. */
  readonly for: readonly string[]
  /** Reasons for no. */
  readonly against: readonly string[]
  readonly model: string
  readonly seed: number
}

/** What each source of a forecast says by itself, as probabilities; null where it said nothing. */
export interface Views {
  /** The samples together: aggregated, recalibrated and updated. */
  readonly model: number | null
  /** What the market's price is worth. */
  readonly market: number | null
  /** The base rate, before any article was read. */
  readonly outside: number | null
  /** The last word on samples that disagreed. */
  readonly supervisor: number | null
  /** The belief that this forecast started from. */
  readonly earlier: number | null
}

/** Raised where articles alone moved a forecast far from what was believed without them. */
export interface GuardRail {
  /** What the model is compared with. */
  readonly anchor: 'market' | 'earlier' | 'outside'
  readonly anchorProbability: number
  readonly modelProbability: number
  /** Distance of the two in logits. */
  readonly shift: number
  /** Numbers of the articles that the samples cite, from 1: an index into `evidence` plus 1. */
  readonly citedArticles: readonly number[]
}

/** An article that was at hand when the forecast was made; published before its as-of time. */
export interface Evidence {
  readonly url: string
  readonly title: string
  readonly source: string
  /** ISO 8601, ends in `Z`. */
  readonly publishedAt: string
  readonly provider: string
  /** 1 (about something else) to 6 (nearly settles it); null where nothing rated it. */
  readonly relevance: number | null
}

/**
 * Calls, tokens and money of one role or of all of them. Every request counts as a call, failed ones too; a model
 * without a known price costs 0 here.
 */
export interface RoleUsage {
  readonly llmCalls: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly costUsd: number
}

/** What a forecast used, in all and by role. */
export interface Usage extends RoleUsage {
  readonly newsCalls: number
  readonly byRole: Readonly<Partial<Record<ModelRole, RoleUsage>>>
}

/** A forecast as plain data: `JSON.stringify` prints what `forecast --json` shows. */
export interface Forecast {
  readonly question: string
  /** ISO 8601, ends in `Z`. */
  readonly asOf: string
  /** The honest probability of yes, inside [0.001, 0.999]. */
  readonly probability: number
  readonly basis: Basis
  /**
   * 0 to 1: how far the samples agree with each other and with the market; 0.5 for a well-traded price alone, 0 for
   * the prior. For a policy that answers only where it is sure.
   */
  readonly confidence: number
  /** The venue's price at the as-of time, uncalibrated. */
  readonly market: number | null
  readonly views: Views
  readonly guardRail: GuardRail | null
  /** At most 10,000 characters; cites its sources by number, which are the places in `evidence`, and link. */
  readonly reasoning: string
  readonly samples: readonly Sample[]
  readonly evidence: readonly Evidence[]
  /**
   * Up to when news has been read, for this forecast or for the belief that it started from, ISO 8601: what a
   * re-forecast reads on from. Null where no news was ever had, as while all providers are down.
   */
  readonly newsReadUntil: string | null
  readonly usage: Usage
  /** The model's name by role. */
  readonly models: Readonly<Partial<Record<ModelRole, string>>>
  /** Milliseconds by stage, and `total` since this forecast began; both hold what it waited for calls of others. */
  readonly timingsMs: Readonly<Record<string, number>>
}
