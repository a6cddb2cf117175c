import type { IgError } from '@ig/errors'
import type { Allowance } from '../allowance.ts'
import type { Reserve } from '../ports.ts'
import type { UsageMeter } from '../usage-meter.ts'
import type { CallLog } from './call-log.ts'
import type { CallSlots } from './call-slots.ts'
import type { ModelCache } from './model-cache.ts'

/** What a model call needs of the forecast that it is made for. */
export interface ModelRun {
  /** Ends at the deadline or when the caller gives up. */
  readonly signal: AbortSignal
  readonly deadlineAtMs: number
  /** What one try may take. */
  readonly callTimeoutMs: number
  readonly nowMs: () => number
  /** Rejects when the signal ends. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** From 0 to 1, for jitter. */
  readonly random: () => number
  readonly reserve: Reserve | undefined
  readonly usage: Pick<UsageMeter, 'addCall'>
  readonly warn: (warning: IgError) => void
  /** Answers of earlier runs. A failing cache costs what it would have saved, not the forecast. */
  readonly cache?: ModelCache | undefined
  /** The limit on model calls in flight; shared by the forecasts of a forecaster. Answers of the cache need no slot. */
  readonly slots?: CallSlots | undefined
  /** The caps on calls and tokens of this forecast; an answer of the cache takes what it took when it was given. */
  readonly allowance?: Allowance | undefined
  /** Told of each call and whether the cache answered it. */
  readonly calls?: CallLog | undefined
}
