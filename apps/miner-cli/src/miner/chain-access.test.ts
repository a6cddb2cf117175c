import { encodeSs58 } from '@ig/protocol'
import { NETWORKS } from '@ig/subtensor-client/networks'
import { expect, test } from 'vitest'
import { callerTable, type SubnetSnapshot } from '../chain/subnet-snapshot.ts'
import { chosenNetwork } from '../chain-commands/chosen-network.ts'
import { createReload } from '../reload/reload.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { createSilentLog } from '../testing/silent-log.ts'
import { createChainAccess } from './chain-access.ts'

const { log } = createSilentLog()

const stranger = {
  publicKeyHex: '07'.repeat(32),
} as Parameters<NonNullable<ReturnType<typeof createChainAccess>['policy']>>[0]

function reread(env: Record<string, string> = {}) {
  return resolveSettings({
    flags: new Map(),
    env: { IG_SUBTENSOR_CHAIN_ENDPOINT: 'ws://127.0.0.1:9944', ...env },
    files: [],
    home: '/',
    cwd: '/',
  })
}

test('the lists of callers that are read again hold from then on', async () => {
  const { values: settings, sources } = reread()
  const network = chosenNetwork(settings)
  if (network === null) throw new Error('no network')
  const denied = encodeSs58(Buffer.from(stranger.publicKeyHex, 'hex'))
  const reload = createReload({
    started: settings,
    reread: () => reread({ IG_BLACKLIST_DENY: denied }),
    log,
  })
  const keeper = { current: () => null, table: () => new Map(), want: () => {} }
  const access = createChainAccess({ settings, sources, reload }, { network, keeper })
  expect(access.policy?.(stranger)).toMatchObject({ allowed: true })
  await reload.run()
  expect(access.policy?.(stranger)).toMatchObject({ allowed: false })
  expect(access.mayPay(stranger.publicKeyHex)).toBe(false)
})

test('a node on this machine that proves to follow the main network is guarded from then on', () => {
  const { values: settings, sources } = reread()
  const network = chosenNetwork(settings)
  if (network === null) throw new Error('no network')
  const read = (genesisHash: string | null): SubnetSnapshot => ({
    schemaVersion: 1,
    network: 'local',
    netuid: 6,
    genesisHash,
    block: { number: 1, hash: '0x01' },
    readAtMs: 0,
    tempoBlocks: 360,
    immunityPeriodBlocks: 100,
    servingRateLimitBlocks: 50,
    neurons: [],
  })
  // As it was stored, before anybody knew which chain it is.
  let snapshot: SubnetSnapshot = read(null)
  const access = createChainAccess(
    { settings, sources, reload: createReload({ started: settings, reread, log }) },
    { network, keeper: { current: () => snapshot, table: () => callerTable(snapshot), want: () => {} } },
  )
  expect(access.policy?.(stranger)).toMatchObject({ allowed: true })
  expect(access.network()).toMatchObject({ name: 'local', isLocal: true })

  snapshot = read(NETWORKS.finney.genesisHash)
  expect(access.policy?.(stranger)).toMatchObject({ allowed: false })
  expect(access.network()).toMatchObject({ name: 'finney', isLocal: false })
  expect(access.rules()).toMatchObject({ on: true, requirePermit: true })

  snapshot = read(null)
  expect(access.policy?.(stranger)).toMatchObject({ allowed: false })
})
