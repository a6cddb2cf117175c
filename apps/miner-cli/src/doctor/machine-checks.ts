import { totalmem } from 'node:os'
import { NETWORKS } from '@ig/subtensor-client/networks'
import { pause } from '../chain/wait-for-chain.ts'
import type { ChosenNetwork } from '../chain-commands/chosen-network.ts'
import { checkClock } from '../checks/check-clock.ts'
import { checkDataFolder } from '../checks/check-data-folder.ts'
import { checkDatabase } from '../checks/check-database.ts'
import { checkDisk } from '../checks/check-disk.ts'
import { checkMemory } from '../checks/check-memory.ts'
import { checkNode } from '../checks/check-node.ts'
import type { Check } from '../checks/run-check.ts'
import { dataFolder } from '../process/data-folder.ts'
import type { Checkup } from './checkup.ts'

/** What a miner stands on. */
export function machineChecks(checkup: Checkup): Check[] {
  const { settings } = checkup
  return [
    { name: 'node', run: async () => checkNode(process.version) },
    {
      name: 'memory',
      run: async () =>
        checkMemory({
          availableBytes: process.availableMemory(),
          totalBytes: Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem()),
          isRunning: (await checkup.runningMiner()) !== null,
        }),
    },
    { name: 'disk', run: async () => checkDisk(settings.data_dir) },
    { name: 'data folder', run: async () => checkDataFolder(settings.data_dir) },
    { name: 'database', run: async () => checkDatabase(dataFolder(settings.data_dir).database) },
    { name: 'clock', limitMs: 40_000, run: (signal) => clock(checkup, signal) },
  ]
}

async function clock(checkup: Checkup, signal: AbortSignal) {
  const { network, fetch, clock: time } = checkup
  return checkClock({
    url: clockUrl(checkup),
    async block() {
      const view = network === null ? null : await checkup.chain().catch(() => null)
      return view && { timestampMs: view.head.timestampMs, readAtMs: view.readAtMs }
    },
    fetch,
    nowMs: time.nowMs,
    pause: (ms) => pause(time, ms, signal),
    signal,
  })
}

/**
 * Who is asked for the time: the setting; else the host of the chain's endpoint; else, and in the place of one on this
 * machine, who tells us our address, where third parties may be asked.
 */
function clockUrl({ settings, network, online }: Checkup): string | null {
  const given = settings['doctor.clock_url']
  if (given !== null) return given
  const endpoint = firstEndpoint(network)
  // The origin alone: the rest may be a key.
  const chainUrl = endpoint === null ? null : new URL('/', endpoint.replace(/^ws/, 'http')).href
  const echoUrl = settings['axon.ip_echo_url']
  const isElsewhere = chainUrl !== null && network?.name !== 'local'
  return isElsewhere || !online || echoUrl === 'none' ? chainUrl : echoUrl
}

function firstEndpoint(network: ChosenNetwork | null): string | null {
  if (network === null) return null
  const { name, client } = network
  const known = client.endpoints ?? (name === 'custom' ? [] : NETWORKS[name].endpoints)
  return known[0] ?? null
}
