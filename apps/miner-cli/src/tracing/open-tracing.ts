import { resourceFromAttributes } from '@opentelemetry/resources'
import { AlwaysOnSampler, BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { Happenings } from '../miner/happenings.ts'
import type { Logger } from '../output/create-log.ts'
import { type Collector, createOtlpExporter } from './otlp-exporter.ts'
import { traceForecasts } from './trace-forecasts.ts'

/** Traces that are being made. */
export interface Tracing {
  /** Delivers what there is, for three seconds at most, and ends. */
  stop(): Promise<void>
}

/** Sends a trace of each forecast to a collector, in batches every five seconds. */
export function openTracing({
  collector,
  withQuestions,
  about,
  happenings,
  fetch,
  log,
}: {
  readonly collector: Collector
  readonly withQuestions: boolean
  /** What all traces say of this miner. */
  readonly about: Readonly<Record<string, string | number>>
  readonly happenings: Pick<Happenings, 'forecast'>
  readonly fetch: typeof globalThis.fetch
  readonly log: Logger
}): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'ig-miner', ...about }),
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new BatchSpanProcessor({ exporter: createOtlpExporter(collector, { fetch, log }) })],
  })
  const unlisten = happenings.forecast.listen(
    traceForecasts(provider.getTracer('ig-miner'), { withQuestions }),
  )
  return {
    async stop() {
      unlisten()
      await provider.shutdown()
    },
  }
}
