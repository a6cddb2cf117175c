import { totalmem } from 'node:os'
import { NETWORKS } from '@ig/subtensor-client/networks'
import { pause } from '../chain/wait-for-chain.ts'
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
    { name: 'clock', limitMs: 20_000, run: (signal) => clock(checkup, signal) },
  ]
}

async function clock(checkup: Checkup, signal: AbortSignal) {
  const { network, fetch, clock: time } = checkup
  const view = network === null ? null : await checkup.chain().catch(() => null)
  return checkClock({
    url: clockUrl(checkup),
    block: view && { timestampMs: view.head.timestampMs, readAtMs: view.readAtMs },
    fetch,
    nowMs: time.nowMs,
    pause: (ms) => pause(time, ms, signal),
    signal,
  })
}

/** The setting; else the host of the chain's endpoint; else, where third parties may be asked, who tells our address. */
function clockUrl({ settings, network, online }: Checkup): string | null {
  const given = settings['doctor.clock_url']
  if (given !== null) return given
  if (network !== null) {
    const { name, client } = network
    const [endpoint] = client.endpoints ?? (name === 'custom' ? [] : NETWORKS[name].endpoints)
    // The origin alone: the rest may be a key.
    return endpoint === undefined ? null : new URL('/', endpoint.replace(/^ws/, 'http')).href
  }
  const echoUrl = settings['axon.ip_echo_url']
  return online && echoUrl !== 'none' ? echoUrl : null
}
