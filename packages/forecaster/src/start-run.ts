import { setTimeout as sleepFor } from 'node:timers/promises'
import { IgError } from '@ig/errors'
import type { RunnableConfig } from '@langchain/core/runnables'
import type { OnStage, StageEvent } from './forecast-progress.ts'
import type { ForecastRun } from './forecast-run.ts'
import type { ForecasterOptions } from './forecaster-options.ts'
import { createCallLog } from './models/call-log.ts'
import type { Reserve } from './ports.ts'
import type { ForecastState } from './steps/forecast-state.ts'
import { changes } from './steps/side-by-side.ts'
import { createUsageMeter } from './usage-meter.ts'

type Given = Pick<
  ForecastRun,
  'openModel' | 'openReasoners' | 'warn' | 'slots' | 'allowance' | 'startedAtMs'
> & {
  readonly initial: ForecastState
  /** All that is known after a stage; undefined where nobody wants it. */
  readonly onState: ((state: ForecastState) => void) | undefined
}

const DEADLINE_MS = 90_000
const CALL_TIMEOUT_MS = 60_000

/** What one forecast needs beside its question, of the forecaster's options and the caller's configuration. */
export function startRun(options: ForecasterOptions, config: RunnableConfig, given: Given): ForecastRun {
  const { initial, onState, ...shared } = given
  const { nowMs = Date.now, deadlineMs = DEADLINE_MS } = options
  const deadline = AbortSignal.timeout(Math.ceil(deadlineMs))
  const onStage = (config.configurable?.onStage as OnStage | undefined) ?? options.onStage
  return {
    signal: config.signal ? AbortSignal.any([config.signal, deadline]) : deadline,
    deadlineAtMs: given.startedAtMs + deadlineMs,
    callTimeoutMs: options.callTimeoutMs ?? CALL_TIMEOUT_MS,
    nowMs,
    sleep: options.sleep ?? ((ms, signal) => sleepFor(ms, undefined, { signal })),
    random: options.random ?? Math.random,
    reserve: (config.configurable?.reserve as Reserve | undefined) ?? options.reserve,
    cache: options.cache,
    calls: createCallLog(),
    usage: createUsageMeter(),
    timingsMs: {},
    onStage: watch(given, nowMs, onStage),
    ...shared,
  }
}

/** Stages that run side by side each see their own state: what is told is all of them together. */
function watch(
  { initial, onState, startedAtMs, warn }: Pick<Given, 'initial' | 'onState' | 'startedAtMs' | 'warn'>,
  nowMs: () => number,
  onStage: OnStage | undefined,
): ForecastRun['onStage'] {
  if (!onState && !onStage) return () => {}
  let known = initial
  return (stage, status, before, after) => {
    const added = changes(before, after)
    known = { ...known, ...added }
    const event: StageEvent = {
      stage,
      status,
      elapsedMs: Math.round(nowMs() - startedAtMs),
      queries: known.queries.length,
      articles: known.articles.length,
      samples: known.samples.length,
      added: Object.keys(added).length > 0,
    }
    try {
      onStage?.(event)
    } catch (cause) {
      const message = 'Whoever watches the stages of the forecast threw an error.'
      warn(new IgError({ code: 'E_ON_STAGE', message, values: { stage }, cause }))
    }
    if (status === 'ended') onState?.(known)
  }
}
