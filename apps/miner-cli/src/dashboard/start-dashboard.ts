import type { MinerContext } from '../miner/miner-context.ts'
import type { MinerView } from '../miner/miner-view.ts'
import { isGiven } from '../settings/blacklist-settings.ts'
import { isLoopback } from '../settings/loopback.ts'
import { createActivity } from './activity.ts'
import { runDashboardThread } from './dashboard-thread.ts'
import { requireToken } from './require-token.ts'
import { dashboardUrl, notListening } from './server/listen.ts'
import { createStateTeller } from './state-teller.ts'
import { tellSecrets } from './tell-secrets.ts'
import type { ToWorker } from './worker-messages.ts'

/**
 * Serves the dashboard of a running miner from a thread of its own, so that pages never hold up answers. Gives its
 * address.
 *
 * @throws IgError E_DASHBOARD_TOKEN where others could reach it and no token is set, E_PORT_TAKEN, E_LISTEN
 */
export async function startDashboard(
  { settings, sources, log, kept, happenings, cleanup, knownSecrets }: MinerContext,
  view: MinerView,
): Promise<string> {
  requireToken(settings)
  const { 'dashboard.ip': ip, 'dashboard.port': port } = settings
  const activity = createActivity({ nowMs: Date.now })
  cleanup.defer(happenings.request.listen(activity.saw))
  const teller = createStateTeller({
    snapshot: () => ({ status: view.status(), minutes: activity.minutes(), takenAtMs: Date.now() }),
    log: kept,
    onError: (error) => log.error({ error }, 'The dashboard could not be told what the miner does.'),
  })
  cleanup.defer(teller.stop)

  async function tellMetrics(id: number, post: (message: ToWorker) => void): Promise<void> {
    try {
      const { text, contentType } = await metrics
      post({ kind: 'metrics', id, metrics: { text: await text(), contentType } })
    } catch (error) {
      log.error({ error }, 'The metrics could not be told.')
      post({ kind: 'metrics', id, metrics: null })
    }
  }

  const told = knownSecrets()
  const thread = runDashboardThread(
    {
      ip,
      port,
      mayMove: !isGiven(sources, 'dashboard.port'),
      token: settings['dashboard.token'],
      hosts: settings['dashboard.hosts'],
      database: view.folder.database,
      known: told,
    },
    {
      onOpen: (post) => teller.tell(tellSecrets(post, { known: knownSecrets, told })),
      onFailure: (error) => log.error({ error }, 'The dashboard has failed; it is started anew.'),
      onMessage(message, post) {
        if (message.kind === 'watched') teller.setWatched(message.watched)
        else if (message.kind === 'tell') teller.tellSoon()
        else if (message.kind === 'metrics') void tellMetrics(message.id, post)
        else if (message.kind === 'failed')
          log.error({ error: message.error }, 'The dashboard could not show something.')
      },
    },
  )
  cleanup.defer(thread.stop)
  // Loaded while the thread starts.
  const metrics = import('../metrics/create-miner-metrics.ts').then(({ createMinerMetrics }) =>
    createMinerMetrics({ happenings, view }),
  )
  cleanup.defer(async () => (await metrics).stop())
  const address = await thread.listening
  if ('reason' in address) throw notListening(address.reason, { ip, port })
  if (port !== 0 && address.port !== port)
    log.info({ port: address.port, taken: port }, 'the port of the dashboard is taken; another one serves')
  if (!isLoopback(ip))
    log.warn(
      { ip, port: address.port },
      'The dashboard is served beyond this machine without encryption: let a proxy with TLS stand before it.',
    )
  return dashboardUrl(address)
}
