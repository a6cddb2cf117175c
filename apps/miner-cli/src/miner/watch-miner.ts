import { watchMachine } from '../health/watch-machine.ts'
import { startNotices } from '../notices/start-notices.ts'
import { serveControl } from '../process/control.ts'
import type { DataFolder } from '../process/data-folder.ts'
import type { MinerContext } from './miner-context.ts'
import { type ChainPart, minerStatusJson } from './miner-status-json.ts'
import type { MinerView } from './miner-view.ts'
import type { OpenAxon } from './open-axon.ts'
import type { Engine } from './open-engine.ts'
import type { Ready } from './ready-text.ts'

/** What watches a miner, once it does. */
export interface MinerWatch {
  /** Where people look at the miner; null where nothing is served. */
  readonly dashboardUrl: string | null
}

/**
 * Lets people and programs see the miner, from before the axon listens: `answering` gives what there is of it.
 * Whatever shows, counts or tells what the miner does is put on here.
 */
export async function watchMiner(
  context: MinerContext,
  {
    folder,
    engine,
    network,
    answering,
    chain,
  }: {
    readonly folder: DataFolder
    readonly engine: Engine
    readonly network: string
    readonly answering: () => { readonly ready: Ready; readonly open: OpenAxon } | null
    /** What a chain adds; absent in the sandbox. */
    readonly chain?: () => ChainPart
  },
): Promise<MinerWatch> {
  const { settings, log } = context
  const startedAtMs = Date.now()
  const machine = watchMachine(context, { folder, engine })
  let dashboard: string | null = null
  const view: MinerView = {
    network,
    folder,
    status() {
      const now = answering()
      return minerStatusJson({
        status: engine.miner.status(Date.now()),
        network,
        ready: now?.ready ?? null,
        axon: now ? { ...now.open.axon.stats(), refused: now.open.refusals.byReason() } : null,
        chain: chain?.() ?? null,
        machine: machine(),
        dashboard,
        settings,
        startedAtMs,
      })
    },
  }
  const control = await serveControl(folder.control, view.status, {
    onError: (error) => log.error({ error }, 'The status could not be told.'),
  })
  context.cleanup.defer(control.close)
  const collector = settings['otel.endpoint']
  if (collector !== null) {
    const { startTracing } = await import('../tracing/start-tracing.ts')
    startTracing(context, view, collector)
  }
  await startNotices(context, view)
  if (settings['dashboard.enabled']) {
    const { startDashboard } = await import('../dashboard/start-dashboard.ts')
    dashboard = await startDashboard(context, view)
  }
  return { dashboardUrl: dashboard }
}
