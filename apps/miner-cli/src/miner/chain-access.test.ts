import { NETWORKS } from '@ig/subtensor-client/networks'
import { expect, test } from 'vitest'
import { callerTable, type SubnetSnapshot } from '../chain/subnet-snapshot.ts'
import { chosenNetwork } from '../chain-commands/chosen-network.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { createChainAccess } from './chain-access.ts'

const stranger = {
  publicKeyHex: '07'.repeat(32),
} as Parameters<NonNullable<ReturnType<typeof createChainAccess>['policy']>>[0]

test('a node on this machine that proves to follow the main network is guarded from then on', () => {
  const { values: settings, sources } = resolveSettings({
    flags: new Map(),
    env: { IG_SUBTENSOR_CHAIN_ENDPOINT: 'ws://127.0.0.1:9944' },
    files: [],
    home: '/',
    cwd: '/',
  })
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
    { settings, sources },
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
