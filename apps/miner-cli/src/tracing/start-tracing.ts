import type { MinerContext } from '../miner/miner-context.ts'
import type { MinerView } from '../miner/miner-view.ts'
import { openTracing } from './open-tracing.ts'
import { parseHeaders } from './parse-headers.ts'

/** Traces the forecasts of a running miner until it ends. */
export function startTracing(
  { settings, happenings, log, cleanup }: MinerContext,
  { network }: MinerView,
  endpoint: string,
): void {
  const tracing = openTracing({
    collector: { endpoint, headers: parseHeaders(settings['otel.headers']) },
    withQuestions: settings['otel.questions'],
    about: { 'ig.network': network, 'ig.netuid': settings.netuid },
    happenings,
    fetch,
    log,
  })
  cleanup.defer(tracing.stop)
}
