import { serveControl } from '../process/control.ts'
import type { DataFolder } from '../process/data-folder.ts'
import type { MinerContext } from './miner-context.ts'
import { type ChainPart, minerStatusJson } from './miner-status-json.ts'
import type { OpenAxon } from './open-axon.ts'
import type { Engine } from './open-engine.ts'
import type { Ready } from './ready-text.ts'

/** Lets `status` ask, from before the axon listens: `answering` gives what there is of it. */
export async function serveStatus(
  { settings, cleanup, log }: MinerContext,
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
): Promise<void> {
  const startedAtMs = Date.now()
  const status = () => {
    const now = answering()
    return minerStatusJson({
      status: engine.miner.status(Date.now()),
      network,
      ready: now?.ready ?? null,
      axon: now ? { ...now.open.axon.stats(), refused: now.open.refusals.byReason() } : null,
      chain: chain?.() ?? null,
      settings,
      startedAtMs,
    })
  }
  const onError = (error: unknown) => log.error({ error }, 'The status could not be told.')
  const control = await serveControl(folder.control, status, { onError })
  cleanup.defer(control.close)
}
