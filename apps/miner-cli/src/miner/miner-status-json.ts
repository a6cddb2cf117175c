import type { AxonStats } from '@ig/axon'
import type { MinerStatus } from '@ig/miner'
import type { Settings } from '../settings/settings-table.ts'
import type { Ready } from './ready-text.ts'

/** What `status --json` prints, as plain data; every time is ISO 8601. */
export function minerStatusJson({
  status,
  axon,
  ready,
  settings,
  startedAtMs,
}: {
  readonly status: MinerStatus
  readonly axon: AxonStats
  readonly ready: Ready
  readonly settings: Settings
  readonly startedAtMs: number
}) {
  return {
    health: status.health,
    reasons: status.degraded,
    pid: ready.pid,
    startedAt: new Date(startedAtMs).toISOString(),
    network: ready.network,
    netuid: settings.netuid,
    axon: ready.axon,
    dataDir: settings.data_dir,
    chain: null,
    registration: null,
    forecaster: status.strategy ?? 'market',
    events: status.events,
    interval: {
      startedAt: new Date(status.interval.startedAtMs).toISOString(),
      answeredShare: status.interval.answeredShare,
    },
    validators: status.validators.map(({ hotkey, lastQueryAtMs, answers, p50Ms }) => ({
      hotkey,
      lastQueryAt: new Date(lastQueryAtMs).toISOString(),
      answers,
      p50Ms,
    })),
    requests: { total: axon.requests, byStatus: axon.byStatus },
    spend: { todayUsd: status.spend.todayUsd, capUsd: status.spend.capUsd },
    memory: memoryJson(),
  }
}

function memoryJson() {
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage()
  return { rssBytes: rss, heapTotalBytes: heapTotal, heapUsedBytes: heapUsed, externalBytes: external }
}
