import { join } from 'node:path'
import { readPolicyRules } from '../chain/chain-policy.ts'
import { warningsThatTell } from '../health/tell-providers.ts'
import { sandboxMarketPrice } from '../sandbox/sandbox-market.ts'
import { sandboxPolicy } from '../sandbox/sandbox-policy.ts'
import { openSandboxHotkey } from '../sandbox/sandbox-wallet.ts'
import { chooseForecaster } from '../strategy/choose-forecaster.ts'
import { keyFingerprints } from '../wallet/key-fingerprints.ts'
import type { MinerContext, OpenMiner } from './miner-context.ts'
import { type OpenAxon, openAxon } from './open-axon.ts'
import { openEngine } from './open-engine.ts'
import { openLocalValidator } from './open-local-validator.ts'
import { type Ready, sandboxWelcome } from './ready-text.ts'
import { lockDataFolder, lockHotkey } from './take-locks.ts'
import { watchMiner } from './watch-miner.ts'

const NETWORK = 'sandbox'

/** Puts the sandbox's miner together: no chain, keys that it makes itself, a validator of its own. */
export async function openSandboxMiner(context: MinerContext): Promise<OpenMiner> {
  const { settings, sources, log, cleanup, happenings } = context
  const chosen = await chooseForecaster(settings, {
    command: 'start',
    onWarning: warningsThatTell(({ code, message }) => log.warn({ code }, message), happenings.provider.tell),
  })
  const folder = lockDataFolder(context)
  const hotkey = openHotkey(context)
  context.recognise(keyFingerprints(hotkey.file))
  lockHotkey(context, NETWORK, hotkey.ss58)
  const wallet = { path: join(folder.path, 'wallets'), name: 'sandbox-validator', hotkey: 'default' }
  const validator = openSandboxHotkey(wallet)
  context.recognise(keyFingerprints(validator.file))
  const validatorKeyHex = Buffer.from(validator.keypair.publicKey).toString('hex')
  const access = sandboxPolicy(readPolicyRules(settings, sources, null), validatorKeyHex)

  const marketPrice = sandboxMarketPrice(settings['sandbox.seed'])
  const engine = openEngine(context, { folder, chosen, marketPrice })
  let answering: { readonly ready: Ready; readonly open: OpenAxon } | null = null
  const { dashboardUrl } = await watchMiner(context, {
    folder,
    engine,
    network: NETWORK,
    answering: () => answering,
  })
  const open = await openAxon(context, { hotkey: hotkey.keypair, access, miner: engine.miner, folder })
  const { ip, port } = open.server
  const ready: Ready = {
    axon: { ip, port, hotkey: hotkey.ss58 },
    network: NETWORK,
    dashboard: dashboardUrl,
    pid: process.pid,
  }
  answering = { ready, open }
  return {
    ready,
    welcome: sandboxWelcome(settings),
    afterReady: () => {
      if (!settings['sandbox.validator']) return
      const target = { ...ready.axon, ip: reachable(ip) }
      const onOutcome = engine.store.recordOutcome
      cleanup.defer(openLocalValidator({ settings, target, wallet, folder, log, onOutcome }))
    },
    ended: new Promise(() => {}),
  }
}

function openHotkey({ settings, log }: MinerContext) {
  const hotkey = openSandboxHotkey({
    path: settings['wallet.path'],
    name: settings['wallet.name'],
    hotkey: settings['wallet.hotkey'],
  })
  if (hotkey.isNew) {
    log.info({ file: hotkey.file, hotkey: hotkey.ss58 }, 'made a hotkey, since there was none')
  }
  return hotkey
}

/** An axon on every address is reached on loopback. */
function reachable(ip: string): string {
  if (ip === '0.0.0.0') return '127.0.0.1'
  return ip === '::' ? '::1' : ip
}
