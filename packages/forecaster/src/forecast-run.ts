import type { RunnableConfig } from '@langchain/core/runnables'
import type { Allowance } from './allowance.ts'
import type { CallLog } from './models/call-log.ts'
import type { CallSlots } from './models/call-slots.ts'
import type { ModelRole } from './models/model-role.ts'
import type { ModelRun } from './models/model-run.ts'
import type { OpenedModel } from './models/open-model.ts'
import type { ForecastState, StageName } from './steps/forecast-state.ts'
import type { UsageMeter } from './usage-meter.ts'

/** What the steps of one forecast share and no trace should show: time, money, models. */
export interface ForecastRun extends ModelRun {
  readonly startedAtMs: number
  readonly allowance: Allowance
  readonly slots: CallSlots
  readonly calls: CallLog
  readonly usage: UsageMeter
  readonly timingsMs: Record<string, number>
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
