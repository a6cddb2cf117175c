import { isUnreachable } from '../chain/external-ip.ts'
import { checkExternalIp } from '../checks/check-external-ip.ts'
import { portFree, portOurs, portTaken } from '../checks/check-port.ts'
import { checkHairpin, checkReachability, unknownReachability } from '../checks/check-reachability.ts'
import { type CheckResult, skip } from '../checks/check-result.ts'
import type { Check } from '../checks/run-check.ts'
import type { Checkup } from './checkup.ts'

const CHAIN_MS = 40_000

/** The axon's port, and whether others find it. */
export function axonChecks(checkup: Checkup): Check[] {
  const port: Check = { name: 'axon port', run: () => portRow(checkup) }
  if (checkup.network === null) return [port]
  return [
    port,
    { name: 'reached from here', limitMs: CHAIN_MS, run: (signal) => hairpinRow(checkup, signal) },
    { name: 'reached from outside', limitMs: CHAIN_MS, run: (signal) => outsideRow(checkup, signal) },
    { name: 'external address', limitMs: CHAIN_MS, run: () => addressRow(checkup) },
  ]
}

async function portRow(checkup: Checkup): Promise<CheckResult> {
  const place = await checkup.axonPlace()
  const miner = await checkup.runningMiner()
  const door = await checkup.door()
  if (miner !== null && miner.axon === null) {
    return skip(
      'axon port',
      `${place.port} is not opened yet by our miner, pid ${miner.pid}`,
      'pnpm miner status',
    )
  }
  if (miner !== null && door === null) return portOurs(place.port, miner.pid)
  return door !== null && 'problem' in door ? portTaken(place, door.problem) : portFree(place)
}

/** Where the axon should be reached: as it was found out, else as the chain has it; or why nobody can try. */
async function addressToTry(checkup: Checkup): Promise<{ ip: string; port: number } | Obstacle> {
  const { port } = await checkup.axonPlace()
  if (port === 0) return { why: 'the port is chosen at the start', mend: 'Choose one with --axon.port.' }
  const door = await checkup.door()
  const miner = await checkup.runningMiner()
  const isShut = door === null ? miner?.axon === null : 'problem' in door
  if (isShut) return { why: 'nobody of ours listens on the port', mend: 'See the row axon port.' }
  const known = await checkup.externalAddress()
  if (known.ip !== null) return { ip: known.ip, port: known.port }
  const record = (await checkup.chain().catch(() => null))?.neuron?.axon
  if (record && !isUnreachable(record.ip)) return { ip: record.ip, port: record.port }
  const findOut = checkup.online ? '' : ', or let it be found out: pnpm miner doctor --online'
  return { why: 'the external address is not known', mend: `Name it with --axon.external_ip${findOut}` }
}

/** Why nobody can be let try to reach the axon. */
interface Obstacle {
  readonly why: string
  readonly mend: string
}

async function hairpinRow(checkup: Checkup, signal: AbortSignal): Promise<CheckResult> {
  const address = await addressToTry(checkup)
  if ('why' in address) return skip('reached from here', address.why, address.mend)
  const door = await checkup.door()
  const token = door !== null && 'token' in door ? door.token : null
  return checkHairpin(address, { token, fetch: checkup.fetch, signal })
}

async function outsideRow(checkup: Checkup, signal: AbortSignal): Promise<CheckResult> {
  const address = await addressToTry(checkup)
  const name = 'reached from outside'
  if ('why' in address) return skip(name, address.why, address.mend)
  const urlTemplate = checkup.settings['doctor.reach_url']
  if (urlTemplate === null) return unknownReachability(address)
  if (!checkup.online) return skip(name, 'the second host was not asked', 'pnpm miner doctor --online')
  return checkReachability(address, { urlTemplate, fetch: checkup.fetch, signal })
}

async function addressRow(checkup: Checkup): Promise<CheckResult> {
  const view = await checkup.chain().catch(() => null)
  if (view === null)
    return skip('external address', 'the chain did not answer', 'See the row chain endpoint.')
  if (view.neuron === null) return skip('external address', 'not registered')
  const miner = await checkup.runningMiner()
  return checkExternalIp({
    known: await checkup.externalAddress(),
    record: view.neuron.axon,
    isLocal: view.network.isLocal,
    miner: miner && { announcement: miner.chain?.axon ?? null },
  })
}
