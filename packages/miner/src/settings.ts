import type { ScheduleSettings } from './schedule/scheduler.ts'

/** Everything about the engine that can be set. */
export type MinerSettings = ScheduleSettings

const MINUTE_MS = 60_000

/** What holds where nothing is set. */
export const DEFAULT_MINER_SETTINGS: MinerSettings = {
  concurrency: 4,
  deadlineMs: 5 * MINUTE_MS,
  planEveryMs: 15_000,
  forgetAfterMs: 24 * 60 * MINUTE_MS,
  forgetReplacedAfterMs: 60 * MINUTE_MS,
  // From 0.50 to 0.60, or from 0.05 to 0.074.
  priceMoveLogits: 0.4,
  priceMoveGapMs: 30 * MINUTE_MS,
  usualCostUsd: 0.02,
}
