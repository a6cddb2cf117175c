import type { Basis, ValidatorActivity } from './ports.ts'

/** What the engine is doing: the part of `status --json` that it knows. */
export interface MinerStatus {
  readonly health: 'ok' | 'degraded'
  /** Why it is degraded, a sentence each. */
  readonly degraded: readonly string[]
  readonly strategy: string | null
  readonly events: {
    readonly live: number
    /** Live events with a forecast of any basis. */
    readonly forecast: number
    /** Live events by the basis of the newest wording's latest forecast. */
    readonly byBasis: Readonly<Record<Basis, number>>
    /** How long ago the newest forecasts of live events were made; null where there is none. */
    readonly forecastAgeSeconds: { readonly median: number; readonly oldest: number } | null
    /** Revisions waiting for the strategy. */
    readonly due: number
    readonly inFlight: number
  }
  readonly interval: {
    readonly startedAtMs: number
    /** Live events that were answered with a probability in this 4-hour interval, 0 to 1; 1 where none is live. */
    readonly answeredShare: number
  }
  readonly validators: readonly ValidatorActivity[]
  readonly spend: {
    readonly todayUsd: number
    /** Of `todayUsd`, by what it was reserved for. */
    readonly byPurpose: Readonly<Record<string, number>>
    readonly capUsd: number
    readonly usedUp: boolean
  }
}
