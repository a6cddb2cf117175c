import type { CallPlan, ForecastCaps } from './allowance.ts'
import type { StageName } from './steps/forecast-state.ts'

/** The presets, the least work first. */
export type PresetName = 'fast' | 'standard' | 'deep'

/** How much a forecast looks at, and what it may use. */
export interface Preset {
  /** Search queries beside the question itself; 0 saves the call that writes them. */
  readonly queries: number
  /** Articles asked of the news port. */
  readonly found: number
  /** Articles rated in one call; 0 leaves the choice to similarity. */
  readonly rated: number
  /** Articles that reach the reasoning. */
  readonly kept: number
  readonly summarise: boolean
  /** An estimate before any article is read. */
  readonly outsideView: boolean
  readonly samples: number
  /** A last word where samples disagree. */
  readonly supervise: boolean
  readonly caps: ForecastCaps
}

/** What the presets stand for. Calls planned: 2, 8 and 13. */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  fast: {
    queries: 0,
    found: 12,
    rated: 0,
    kept: 5,
    summarise: false,
    outsideView: false,
    samples: 2,
    supervise: false,
    caps: { maxModelCalls: 4, maxInputTokens: 40_000, maxOutputTokensPerCall: 16_384 },
  },
  standard: {
    queries: 4,
    found: 30,
    rated: 24,
    kept: 8,
    summarise: true,
    outsideView: true,
    samples: 3,
    supervise: true,
    caps: { maxModelCalls: 10, maxInputTokens: 100_000, maxOutputTokensPerCall: 16_384 },
  },
  deep: {
    queries: 8,
    found: 80,
    rated: 60,
    kept: 16,
    summarise: true,
    outsideView: true,
    samples: 8,
    supervise: true,
    caps: { maxModelCalls: 20, maxInputTokens: 300_000, maxOutputTokensPerCall: 32_768 },
  },
}

/** The calls that a preset means to make, within the cap: samples come first, then what feeds them. */
export function planCalls(
  { queries, rated, summarise, outsideView, samples, supervise, caps }: Preset,
  hasNews: boolean,
): CallPlan {
  const wanted = [
    ['reason', samples],
    ['rate', hasNews && rated > 0 ? 1 : 0],
    ['queries', hasNews && queries > 0 ? 1 : 0],
    ['summarise', hasNews && summarise ? 1 : 0],
    ['outside', hasNews && outsideView ? 1 : 0],
    ['supervise', supervise && samples > 1 ? 1 : 0],
  ] as const
  let left = caps.maxModelCalls
  return Object.fromEntries(
    wanted.map(([stage, calls]) => {
      const granted = Math.min(calls, left)
      left -= granted
      return [stage, granted]
    }),
  )
}

/** The preset without the steps for which the plan has no call. */
export function withinPlan(preset: Preset, plan: CallPlan): Preset {
  const has = (stage: StageName) => (plan[stage] ?? 0) > 0
  return {
    ...preset,
    samples: plan.reason ?? 0,
    queries: has('queries') ? preset.queries : 0,
    rated: has('rate') ? preset.rated : 0,
    summarise: has('summarise'),
    outsideView: has('outside'),
    supervise: has('supervise'),
  }
}
