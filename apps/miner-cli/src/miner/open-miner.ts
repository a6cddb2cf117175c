import { homedir } from 'node:os'
import { join } from 'node:path'
import { createAxon, fileNonceJournal, serve } from '@ig/axon'
import { createMiner, createReportPolicy, type Miner, openSqliteStore } from '@ig/miner'
import { type EventPredictionFields, EventPredictionSynapse } from '@ig/protocol'
import { readPolicyRules } from '../chain/chain-policy.ts'
import type { Logger } from '../output/create-log.ts'
import { engineLog } from '../output/engine-log.ts'
import { serveControl } from '../process/control.ts'
import { type DataFolder, openDataFolder } from '../process/data-folder.ts'
import { takeProcessLock } from '../process/process-lock.ts'
import { sandboxMarketPrice } from '../sandbox/sandbox-market.ts'
import { sandboxPolicy } from '../sandbox/sandbox-policy.ts'
import { openSandboxHotkey } from '../sandbox/sandbox-wallet.ts'
import { asksForPolicy } from '../settings/blacklist-settings.ts'
import type { Settings } from '../settings/settings-table.ts'
import { asStrategy } from '../strategy/as-strategy.ts'
import { chooseForecaster } from '../strategy/choose-forecaster.ts'
import { logAxonEvent } from './log-axon-event.ts'
import { minerStatusJson } from './miner-status-json.ts'
import { openLocalValidator } from './open-local-validator.ts'
import type { Ready } from './ready-text.ts'

/** A miner that answers requests. */
export interface OpenMiner {
  readonly ready: Ready
  /** Starts the local validator, where it is wanted. */
  startValidator(): void
}

const DRAIN_MS = 5_000
const FORECAST_GRACE_MS = 2_000

/**
 * Puts the sandbox's miner together: locks, keys, store, engine, axon, control. What was opened is closed by
 * `cleanup`, last opened first, whether all of it succeeds or not.
 */
export async function openMiner({
  settings,
  sources,
  log,
  cleanup,
}: {
  readonly settings: Settings
  readonly sources: ReadonlyMap<string, string>
  readonly log: Logger
  readonly cleanup: AsyncDisposableStack
}): Promise<OpenMiner> {
  const startedAtMs = Date.now()
  const chosen = await chooseForecaster(settings, {
    command: 'start',
    onWarning: (warning) => log.warn({ code: warning.code }, warning.message),
  })
  const folder = openDataFolder(settings.data_dir)
  const hotkey = openKeys(settings, folder, log, cleanup)
  const validatorWallet = { path: join(folder.path, 'wallets'), name: 'sandbox-validator', hotkey: 'default' }
  const validator = openSandboxHotkey(validatorWallet)
  const validatorKeyHex = Buffer.from(validator.keypair.publicKey).toString('hex')
  const access = sandboxPolicy(readPolicyRules(settings, asksForPolicy(sources)), validatorKeyHex)

  const store = openSqliteStore({ path: folder.database, nowMs: Date.now, log: engineLog(log) })
  cleanup.defer(() => store.close())
  const miner = createMiner({
    store,
    ledger: store.ledger({ capUsdPerDay: settings['budget.max_cost_usd_per_day'] }),
    strategy: chosen && asStrategy(chosen),
    marketPrice: sandboxMarketPrice(settings['sandbox.seed']),
    report: createReportPolicy(settings['report.policy'], { recentOutcomes: store.recentOutcomes }),
    settings: {
      concurrency: settings['forecast.concurrency'],
      deadlineMs: settings['forecast.deadline_seconds'] * 1000,
    },
    log: engineLog(log),
  })
  cleanup.defer(() => miner.stop({ graceMs: FORECAST_GRACE_MS }))

  const axon = createAxon({
    hotkey: hotkey.keypair,
    synapses: [answeringSynapse(miner, access.mayPay)],
    ...(access.policy && { policy: access.policy }),
    rateLimitPerSecond: settings['axon.rate_limit'],
    nonceJournal: fileNonceJournal(folder.nonces),
    ...(settings['axon.external_ip'] && { externalIp: settings['axon.external_ip'] }),
    ...(settings['axon.external_port'] && { externalPort: settings['axon.external_port'] }),
    onEvent: (event) => logAxonEvent(log, event),
  })
  cleanup.defer(() => axon.close())
  const server = await serve(axon, { ip: settings['axon.ip'], port: settings['axon.port'] })
  cleanup.defer(() => server.close({ graceMs: DRAIN_MS }))
  miner.start()

  const ready: Ready = {
    axon: { ip: server.ip, port: server.port, hotkey: hotkey.ss58 },
    network: 'sandbox',
    dashboard: null,
    pid: process.pid,
  }
  const control = await serveControl(folder.control, () =>
    minerStatusJson({ status: miner.status(Date.now()), axon: axon.stats(), ready, settings, startedAtMs }),
  )
  cleanup.defer(control.close)
  return {
    ready,
    startValidator: () => {
      if (!settings['sandbox.validator']) return
      const target = { ...ready.axon, ip: reachable(ready.axon.ip) }
      const wallet = validatorWallet
      const stop = openLocalValidator({
        settings,
        target,
        wallet,
        folder,
        log,
        onOutcome: store.recordOutcome,
      })
      cleanup.defer(stop)
    },
  }
}

/** One process a data folder, and one a key of a subnet, whatever folder it uses. */
function openKeys(settings: Settings, folder: DataFolder, log: Logger, cleanup: AsyncDisposableStack) {
  const folderLock = takeProcessLock(folder.lock, 'data folder')
  cleanup.defer(folderLock.release)
  const location = {
    path: settings['wallet.path'],
    name: settings['wallet.name'],
    hotkey: settings['wallet.hotkey'],
  }
  const hotkey = openSandboxHotkey(location)
  if (hotkey.isNew)
    log.info({ file: hotkey.file, hotkey: hotkey.ss58 }, 'made a hotkey, since there was none')
  const name = `sandbox-${settings.netuid}-${hotkey.ss58}.lock`
  const keyLock = takeProcessLock(join(homedir(), '.ig', 'locks', name), 'hotkey')
  cleanup.defer(keyLock.release)
  return hotkey
}

function answeringSynapse(miner: Miner, mayPay: (publicKeyHex: string) => boolean) {
  return {
    synapse: EventPredictionSynapse,
    forward: async (
      { events }: EventPredictionFields,
      { caller }: { caller: { ss58: string; publicKeyHex: string } },
    ) => ({
      events: await miner.answer(events, { ss58: caller.ss58, mayPay: mayPay(caller.publicKeyHex) }),
    }),
  }
}

/** An axon on every address is reached on loopback. */
function reachable(ip: string): string {
  if (ip === '0.0.0.0') return '127.0.0.1'
  return ip === '::' ? '::1' : ip
}
