import type { AxonStats } from '@ig/axon'
import type { MinerStatus } from '@ig/miner'
import type { Announcement } from '../chain/announce-axon.ts'
import { type MachinePart, machineJson } from '../health/machine-json.ts'
import type { Settings } from '../settings/settings-table.ts'
import { modelProvider, modelProviders } from '../strategy/model-choices.ts'
import type { Ready } from './ready-text.ts'
import { spendShares } from './spend-shares.ts'

/** What a chain adds to the status, as plain data. */
export interface ChainPart {
  readonly chain: {
    readonly connected: boolean
    readonly endpoint: string
    readonly block: number | null
    readonly headAgeSeconds: number | null
    readonly drops: number
    readonly problem: string | null
    readonly metagraph: {
      readonly block: number
      readonly ageSeconds: number
      readonly neurons: number
    } | null
    readonly axon: Announcement | null
  }
  readonly registration: {
    readonly uid: number
    readonly immuneBlocksLeft: number | null
    /** How many places are free, and how many keys the chain would replace before this one; null where not known. */
    readonly openPlaces: number | null
    readonly replacedBefore: number | null
  } | null
  readonly policy: { readonly on: boolean }
  /** Why the miner is not well as far as the chain goes, a sentence each. */
  readonly degraded: readonly string[]
}

export type MinerStatusJson = ReturnType<typeof minerStatusJson>

/** What `status --json` prints, as plain data; every time is ISO 8601. Without `ready` the miner does not answer yet. */
export function minerStatusJson({
  status,
  network,
  axon,
  ready,
  chain,
  machine,
  dashboard,
  settings,
  startedAtMs,
}: {
  readonly status: MinerStatus
  readonly network: string
  readonly axon: (AxonStats & { readonly refused: Readonly<Record<string, number>> }) | null
  readonly ready: Ready | null
  readonly chain: ChainPart | null
  readonly machine: MachinePart
  /** Its address; null where it is turned off. */
  readonly dashboard: string | null
  readonly settings: Settings
  readonly startedAtMs: number
}) {
  const reasons = [...(chain?.degraded ?? []), ...status.degraded, ...nonceTrouble(axon)]
  return {
    health: reasons.length > 0 ? 'degraded' : 'ok',
    reasons,
    pid: process.pid,
    startedAt: new Date(startedAtMs).toISOString(),
    network,
    netuid: settings.netuid,
    axon: ready?.axon ?? null,
    dashboard,
    dataDir: settings.data_dir,
    chain: chain?.chain ?? null,
    registration: chain?.registration ?? null,
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
    requests: {
      total: axon?.requests ?? 0,
      byStatus: axon?.byStatus ?? {},
      waiting: axon?.waiting ?? 0,
    },
    policy: { ...chain?.policy, refused: axon?.refused ?? {} },
    spend: {
      todayUsd: status.spend.todayUsd,
      capUsd: status.spend.capUsd,
      usedUp: status.spend.usedUp,
      ...spendShares(status.spend.byPurpose, (model) => modelProvider(model, settings)),
      providerOfModel: modelProviders(settings),
    },
    ...machineJson(machine),
    memory: memoryJson(),
  }
}

function nonceTrouble(axon: AxonStats | null): string[] {
  if (axon === null || axon.unwrittenNonces === 0) return []
  return [`${axon.unwrittenNonces} accepted nonces wait for the disk: a restart would forget them.`]
}

function memoryJson() {
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage()
  return { rssBytes: rss, heapTotalBytes: heapTotal, heapUsedBytes: heapUsed, externalBytes: external }
}
