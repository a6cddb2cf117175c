import { systemClock } from '@ig/miner'
import type { ChainPort } from '../chain/chain-port.ts'
import { chainStatusJson } from '../chain/chain-status-json.ts'
import { followSubnet, type SubnetFollower } from '../chain/follow-subnet.ts'
import { joinSubnet } from '../chain/join-subnet.ts'
import { createMetagraphKeeper, type MetagraphKeeper } from '../chain/metagraph-keeper.ts'
import type { OwnHotkey } from '../chain/not-registered.ts'
import { openChainHotkey } from '../chain/open-chain-hotkey.ts'
import { readSnapshotFile } from '../chain/snapshot-file.ts'
import type { ChosenNetwork } from '../chain-commands/chosen-network.ts'
import { subnetNotice } from '../chain-commands/subnet-notice.ts'
import type { DataFolder } from '../process/data-folder.ts'
import { changingForecaster } from '../reload/changing-engine.ts'
import { chooseForecaster } from '../strategy/choose-forecaster.ts'
import { keyFingerprints } from '../wallet/key-fingerprints.ts'
import { createChainAccess } from './chain-access.ts'
import type { MinerContext, OpenMiner } from './miner-context.ts'
import { type OpenAxon, openAxon } from './open-axon.ts'
import { openEngine } from './open-engine.ts'
import { openMinerSources } from './open-miner-sources.ts'
import { chainWelcome, type Ready } from './ready-text.ts'
import { lockDataFolder, lockHotkey } from './take-locks.ts'
import { watchMiner } from './watch-miner.ts'

const clock = systemClock

/**
 * Puts the miner of a chain together: it waits until it knows its place and whom to trust, answers, and follows the
 * chain in the background.
 */
export async function openChainMiner(context: MinerContext, network: ChosenNetwork): Promise<OpenMiner> {
  const { settings, log, cleanup, signal } = context
  // Loading it takes as long as everything up to its first use.
  const library = import('@ig/subtensor-client')
  const evidence = await openMinerSources(context)
  const chosen = await changingForecaster({
    ...context,
    open: (values) => chooseForecaster(values, { command: 'start', ...evidence.forForecaster }),
  })
  const hotkey = await openChainHotkey(settings, context)
  context.recognise(keyFingerprints(hotkey.file))
  const folder = lockDataFolder(context)
  lockHotkey(context, network.name, hotkey.ss58)
  sayNotice(context, network)
  const { book } = evidence
  const engine = openEngine(context, { folder, chosen, ...(book && { marketPrice: book.price }) })

  const { createSubtensorClient } = await library
  const chain = createSubtensorClient(network.client)
  cleanup.defer(() => chain.close())
  const keeper = openKeeper(context, { network, folder, chain })
  const access = createChainAccess(context, { network, keeper })
  let answering: { readonly ready: Ready; readonly open: OpenAxon } | null = null
  let follower: SubnetFollower | null = null
  const { dashboardUrl } = await watchMiner(context, {
    folder,
    engine,
    network: network.name,
    answering: () => answering,
    chain: () =>
      chainStatusJson({
        status: chain.status(),
        snapshot: keeper.current(),
        registration: follower?.registration(),
        announcement: follower?.announcement() ?? null,
        rules: access.rules(),
        nowMs: Date.now(),
      }),
  })

  const own: OwnHotkey = {
    settings,
    get network() {
      return access.network()
    },
    hotkeySs58: hotkey.ss58,
  }
  const publicKeyHex = Buffer.from(hotkey.keypair.publicKey).toString('hex')
  const place = await joinSubnet({ own, publicKeyHex, chain, keeper, clock, signal, log })
  const open = await openAxon(context, { hotkey: hotkey.keypair, access, miner: engine.miner, folder })
  evidence.start(engine, hotkey.ss58)
  const { ip, port } = open.server
  const ready: Ready = {
    axon: { ip, port, hotkey: hotkey.ss58 },
    network: network.name,
    dashboard: dashboardUrl,
    pid: process.pid,
  }
  answering = { ready, open }
  follower = followSubnet({
    own,
    keypair: hotkey.keypair,
    place,
    listening: { ip, port },
    chain,
    keeper,
    clock,
    fetch,
    log,
  })
  cleanup.defer(follower.stop)
  const { on: guarded } = access.rules()
  return {
    ready,
    ended: follower.ended,
    welcome: chainWelcome(settings, { uid: place.uid, guarded, forecaster: chosen?.name ?? null }),
    afterReady: () =>
      log.info({ uid: place.uid, netuid: settings.netuid, policy: guarded }, 'the miner answers'),
  }
}

function openKeeper(
  { settings, log }: MinerContext,
  {
    network,
    folder,
    chain,
  }: { readonly network: ChosenNetwork; readonly folder: DataFolder; readonly chain: ChainPort },
): MetagraphKeeper {
  const { netuid } = settings
  const file = folder.metagraph
  const stored = readSnapshotFile(file, { network: network.name, netuid, nowMs: Date.now() })
  if (stored.damaged) log.warn(stored.damaged, 'The metagraph that was kept is damaged; it is read anew.')
  return createMetagraphKeeper({
    chain,
    network: network.name,
    netuid,
    everyBlocks: settings['chain.metagraph_blocks'],
    stored: stored.snapshot,
    file,
    nowMs: Date.now,
    log,
  })
}

function sayNotice({ settings, log }: MinerContext, network: ChosenNetwork): void {
  const notice = subnetNotice(settings.netuid, network)
  if (notice === null) return
  log.warn(
    { netuid: settings.netuid },
    'Since 25 November 2025 the validators of this subnet run uploaded agents and call no axon: this miner runs, but nobody is expected to ask.',
  )
}
