import type { StageName } from './steps/forecast-state.ts'

/** A stage of a forecast has started or ended. */
export interface StageEvent {
  readonly stage: StageName
  readonly status: 'started' | 'ended'
  /** Since the forecast began. */
  readonly elapsedMs: number
  /** How much there is of what the stages make, so far. */
  readonly queries: number
  readonly articles: number
  readonly samples: number
  /** Whether the stage has added to that or to anything else; false where it had nothing to do. */
  readonly added: boolean
}

/** Told about the progress of a forecast. What it throws is told as a warning. */
export type OnStage = (event: StageEvent) => void
