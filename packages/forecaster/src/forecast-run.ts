import type { IgError } from '@ig/errors'
import type { RunnableConfig } from '@langchain/core/runnables'
import type { Allowance } from './allowance.ts'
import type { CallLog } from './models/call-log.ts'
import type { CallSlots } from './models/call-slots.ts'
import type { ModelCache } from './models/model-cache.ts'
import type { ModelRole } from './models/model-role.ts'
import type { OpenedModel } from './models/open-model.ts'
import type { Reserve } from './ports.ts'
import type { ForecastState, StageName } from './steps/forecast-state.ts'
import type { UsageMeter } from './usage-meter.ts'

/** What the steps of one forecast share and no trace should show: time, money, models. */
export interface ForecastRun {
  /** Ends at the deadline or when the caller gives up. */
  readonly signal: AbortSignal
  readonly startedAtMs: number
  readonly deadlineAtMs: number
  readonly callTimeoutMs: number
  readonly nowMs: () => number
  /** Rejects when the signal ends. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** From 0 to 1, for jitter. */
  readonly random: () => number
  readonly reserve: Reserve | undefined
  /** What is left of the forecast's calls and tokens. */
  readonly allowance: Allowance
  /** Shared by all forecasts. */
  readonly slots: CallSlots
  /** Answers of earlier runs. */
  readonly cache: ModelCache | undefined
  /** Which calls this forecast makes, and whether the cache answered them. */
  readonly calls: CallLog
  readonly usage: UsageMeter
  readonly timingsMs: Record<string, number>
  readonly warn: (warning: IgError) => void
  /** The model of a role; null where none is configured. */
  readonly openModel: (role: ModelRole) => Promise<OpenedModel | null>
  /** The models that take turns in reasoning; empty where none is configured. */
  readonly openReasoners: () => Promise<readonly OpenedModel[]>
  /** Progress: the state before a stage and, where it has ended, after it. */
  readonly onStage: (
    stage: StageName,
    status: 'started' | 'ended',
    before: ForecastState,
    after: ForecastState,
  ) => void
}

const KEY = 'igForecastRun'

/** The configuration that hands a run to the steps below. */
export function withRun(config: RunnableConfig, run: ForecastRun): RunnableConfig {
  return { ...config, configurable: { ...config.configurable, [KEY]: run } }
}

/** The run that a step belongs to. */
export function runOf(config: RunnableConfig): ForecastRun {
  const run = config.configurable?.[KEY] as ForecastRun | undefined
  if (run === undefined) throw new TypeError('A step of the forecaster runs inside createForecaster only.')
  return run
}
