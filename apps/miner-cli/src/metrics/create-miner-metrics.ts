import { Registry } from 'prom-client'
import type { Happenings } from '../miner/happenings.ts'
import type { MinerView } from '../miner/miner-view.ts'
import { createForecastMetrics } from './forecast-metrics.ts'
import { createProcessMetrics } from './process-metrics.ts'
import { createRequestMetrics } from './request-metrics.ts'
import { createStatusMetrics } from './status-metrics.ts'

/** What Prometheus is given. */
export interface MinerMetrics {
  /** All metrics as of now, in the text format. */
  text(): Promise<string>
  readonly contentType: string
  stop(): void
}

/** Counts what happens in a miner from now on, and reads the rest off its status when it is asked. */
export function createMinerMetrics({
  happenings,
  view,
  nowMs = Date.now,
}: {
  readonly happenings: Happenings
  readonly view: Pick<MinerView, 'status'>
  readonly nowMs?: () => number
}): MinerMetrics {
  const registry = new Registry()
  const forecasts = createForecastMetrics(registry)
  const showStatus = createStatusMetrics(registry)
  const processMetrics = createProcessMetrics(registry)
  const stops = [
    happenings.request.listen(createRequestMetrics(registry, nowMs)),
    happenings.forecast.listen(forecasts.forecast),
    happenings.provider.listen(forecasts.provider),
    processMetrics.stop,
  ]
  return {
    async text() {
      showStatus(view.status())
      await processMetrics.update()
      return registry.metrics()
    },
    contentType: registry.contentType,
    stop() {
      for (const stop of stops) stop()
    },
  }
}
