import type { ModelRole } from './models/model-role.ts'

/** Where a probability comes from. */
export type Basis = 'model' | 'market' | 'prior'

/** One reasoning sample of a model. */
export interface Sample {
  /** Inside [0.001, 0.999]. */
  readonly probability: number
  readonly reasoning: string
  readonly model: string
  readonly seed: number
}

/** An article that was at hand when the forecast was made; published before its as-of time. */
export interface Evidence {
  readonly url: string
  readonly title: string
  readonly source: string
  /** ISO 8601, ends in `Z`. */
  readonly publishedAt: string
  readonly provider: string
  /** 0 to 1; null where nothing rated it. */
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
  /** 0 to 1: how far the samples agree; 0.5 for a market's price alone, 0 for the prior. */
  readonly confidence: number
  /** The venue's price at the as-of time, uncalibrated. */
  readonly market: number | null
  /** At most 10,000 characters. */
  readonly reasoning: string
  readonly samples: readonly Sample[]
  readonly evidence: readonly Evidence[]
  readonly usage: Usage
  /** The model's name by role. */
  readonly models: Readonly<Partial<Record<ModelRole, string>>>
  /** Milliseconds by stage, and `total`. */
  readonly timingsMs: Readonly<Record<string, number>>
}
