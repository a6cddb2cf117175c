import { networkInterfaces } from 'node:os'
import type { Reserve } from '@ig/forecaster'
import type { Clock } from '@ig/miner'
import { findExternalIp } from '../chain/external-ip.ts'
import { type ChosenNetwork, chosenNetwork } from '../chain-commands/chosen-network.ts'
import type { KnownAddress } from '../checks/check-external-ip.ts'
import { type RunningMiner, runningMiner } from '../checks/check-running-miner.ts'
import { type Door, openDoor, type ShutDoor } from '../checks/open-door.ts'
import type { CommandContext } from '../commands/command.ts'
import { askControl } from '../process/control.ts'
import { dataFolder } from '../process/data-folder.ts'
import { type ChainView, readChainView } from './chain-view.ts'

/** What the checks of one examination share; what costs time is found out once, when the first of them asks. */
export interface Checkup extends Pick<CommandContext, 'settings' | 'sources' | 'env' | 'home' | 'deriveKey'> {
  /** Null in the sandbox. */
  readonly network: ChosenNetwork | null
  /** Whether third parties may be asked, and what costs. */
  readonly online: boolean
  readonly clock: Clock
  readonly fetch: typeof fetch
  /** Keeps paid calls below the cap of one command. */
  readonly reserve: Reserve
  /** Rejects with what `askControl` throws. */
  miner(): Promise<RunningMiner>
  /** The miner that runs, or null, however it answers. */
  runningMiner(): Promise<RunningMiner | null>
  /** Rejects with what the chain's client throws. */
  chain(): Promise<ChainView>
  /** Null where our own miner runs, to whom the port belongs. */
  door(): Promise<Door | ShutDoor | null>
  /** Where the axon listens or will listen. */
  axonPlace(): Promise<{ readonly ip: string; readonly port: number }>
  externalAddress(): Promise<KnownAddress>
  close(): Promise<void>
}

/** Begins an examination; nothing is asked yet. */
export function openCheckup(
  context: Pick<CommandContext, 'settings' | 'sources' | 'env' | 'home' | 'deriveKey'>,
  { online, clock, fetch, reserve }: Pick<Checkup, 'online' | 'clock' | 'fetch' | 'reserve'>,
): Checkup {
  const { settings } = context
  const network = chosenNetwork(settings)
  const cleanup = new AsyncDisposableStack()
  const closing = new AbortController()
  cleanup.defer(() => closing.abort())

  const miner = once(async () => {
    const folder = dataFolder(settings.data_dir)
    return await askControl(folder.control, folder.path, runningMiner)
  })
  const running = once(() => miner().catch(() => null))
  const axonPlace = once(async () => {
    const axon = (await running())?.axon
    return { ip: axon?.ip ?? settings['axon.ip'], port: axon?.port ?? settings['axon.port'] }
  })
  const door = once(async () => {
    // One that still waits for the chain will want the port at any moment.
    if ((await running()) !== null) return null
    const opened = await openDoor(await axonPlace())
    if (!('problem' in opened)) cleanup.defer(() => opened.close())
    return opened
  })
  const externalAddress = once(async () => {
    const { ip, port } = await axonPlace()
    const announced = announcedAddress(await running())
    if (announced !== null && settings['axon.external_ip'] === null && !online) return announced
    const echoUrl = settings['axon.ip_echo_url']
    const found = await findExternalIp(
      {
        given: settings['axon.external_ip'],
        listeningIp: ip,
        isLocal: network?.isLocal ?? true,
        echoUrl: online && echoUrl !== 'none' ? echoUrl : null,
        recordedIp: null,
      },
      { fetch, interfaces: networkInterfaces },
    )
    return {
      ip: 'ip' in found ? found.ip : null,
      port: settings['axon.external_port'] ?? announced?.port ?? port,
    }
  })
  const chain = once(async () => {
    if (network === null) throw new TypeError('The sandbox has no chain.')
    return readChainView({ ...context, network, nowMs: clock.nowMs, cleanup, signal: closing.signal })
  })

  return {
    ...context,
    network,
    online,
    clock,
    fetch,
    reserve,
    miner,
    runningMiner: running,
    chain,
    door,
    axonPlace,
    externalAddress,
    close: () => cleanup.disposeAsync(),
  }
}

/** What a running miner has found out, or was told when it was started. */
function announcedAddress(miner: RunningMiner | null): KnownAddress | null {
  const address = miner?.chain?.axon?.address ?? null
  const [, ip, port] = /^\[?(.+?)\]?:(\d+)$/.exec(address ?? '') ?? []
  return ip === undefined ? null : { ip, port: Number(port) }
}

/** A promise that is made at the first call and given to all. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
