import { IgError } from '@ig/errors'
import type { StageName } from './steps/forecast-state.ts'

/** Hard limits of one forecast. */
export interface ForecastCaps {
  /** Requests to models, failed and repeated ones included. */
  readonly maxModelCalls: number
  /** Input tokens of all calls together: as estimated before a call, as reported after it. */
  readonly maxInputTokens: number
  /** The most tokens that one answer may have. */
  readonly maxOutputTokensPerCall: number
}

/** The calls that the stages of one forecast mean to make. */
export type CallPlan = Readonly<Partial<Record<StageName, number>>>

/** What is left of a forecast's calls and tokens. */
export interface Allowance {
  /**
   * Takes one call. The calls of the plan are kept for their stages; a repair or another try (`isExtra`) is made of
   * what nobody has planned. Throws E_CALLS or E_TOKENS where the call would pass a cap.
   */
  take(stage: StageName, inputTokens: number, isExtra: boolean): { settle(inputTokens: number | null): void }
  /** Gives back what a stage has planned and not used. */
  release(stage: StageName): void
}

/** Keeps one forecast inside its caps. */
export function createAllowance(caps: ForecastCaps, plan: CallPlan): Allowance {
  const planned: Partial<Record<StageName, number>> = { ...plan }
  let calls = 0
  let tokens = 0
  // How far a provider's count has exceeded the estimate: its next calls are taken for as much larger.
  let excess = 1
  const kept = () => Object.values(planned).reduce((sum, count) => sum + count, 0)

  return {
    take(stage, inputTokens, isExtra) {
      const own = planned[stage] ?? 0
      const isPlanned = !isExtra && own > 0
      if (calls + (isPlanned ? 0 : kept()) >= caps.maxModelCalls) {
        throw capError('E_CALLS', 'The forecast has no model call left for this.', { stage, calls, ...caps })
      }
      const estimate = Math.ceil(inputTokens * excess)
      if (tokens + estimate > caps.maxInputTokens) {
        const values = { stage, tokens, inputTokens: estimate, ...caps }
        throw capError('E_TOKENS', 'The call would pass the cap on input tokens, so it is not made.', values)
      }
      if (isPlanned) planned[stage] = own - 1
      calls++
      tokens += estimate
      return {
        settle(actual) {
          if (actual === null) return
          tokens += actual - estimate
          excess = Math.max(excess, actual / Math.max(1, inputTokens))
        },
      }
    },
    release(stage) {
      delete planned[stage]
    },
  }
}

function capError(code: 'E_CALLS' | 'E_TOKENS', message: string, values: Record<string, unknown>): IgError {
  return new IgError({ code, message, values })
}
