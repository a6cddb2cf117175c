import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SUBNET_OWNER_HOTKEY } from '@ig/subtensor-client/testing'
import { createHotkey, hotkeyPaths, listWallets } from '@ig/wallet'
import { expect, test } from 'vitest'
import type { CheckResult } from '../checks/check-result.ts'
import { checkRunningMiner, runningMiner } from '../checks/check-running-miner.ts'
import { openDoor } from '../checks/open-door.ts'
import { openTestChain, TEST_NETUID, walletFlags } from '../testing/open-test-chain.ts'
import { runDoctor } from '../testing/run-doctor.ts'
import { startScriptedSite } from '../testing/scripted-site.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { statusForTest } from '../testing/status-for-test.ts'

// What operators of miners suffered from, as they would meet it; docs/troubleshooting.md has the table.

const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** A hotkey that has its place from the chain's first block on, and its doctor. */
async function openOperator() {
  const home = temporaryFolder()
  const path = join(home, '.bittensor', 'wallets')
  createHotkey({ path, name: 'miner', hotkey: 'default', uri: '//Alice//owner' })
  const { chain, endpoint, flags } = await openTestChain()
  const examine = (...more: string[]) =>
    runDoctor([...walletFlags, ...flags, '--netuid', `${TEST_NETUID}`, ...more], {
      home,
      env: { IG_AXON_IP_ECHO_URL: 'none' },
    })
  return { home, path, chain, endpoint, examine }
}

async function freePort(): Promise<number> {
  const door = await openDoor({ ip: '0.0.0.0', port: 0 })
  if ('problem' in door) throw new Error(door.problem)
  await door.close()
  return door.port
}

test('1: a port that a second host cannot reach is a failure, with what to open', async () => {
  const { examine } = await openOperator()
  const site = await startScriptedSite(() => ({ body: '{"reachable": false}' }))
  const port = await freePort()
  const probe = `${site.baseUrl}/?to={ip}:{port}`
  const { exitCode, row } = await examine('--online', '--axon.port', `${port}`, '--doctor.reach_url', probe)
  expect(exitCode).toBe(1)
  expect(row('reached from outside')).toMatchObject({
    state: 'fail',
    mend: expect.stringContaining(`sudo ufw allow ${port}/tcp`),
  })
  expect(site.asked).toHaveLength(1)
})

test('1: while no miner runs the doctor listens itself, so that the second host has somebody to reach', async () => {
  const { examine } = await openOperator()
  const port = await freePort()
  const site = await startScriptedSite(async () => {
    const { status } = await fetch(`http://127.0.0.1:${port}/`)
    return { body: status === 503 ? 'open' : 'closed' }
  })
  const { row } = await examine(
    '--online',
    '--axon.port',
    `${port}`,
    '--doctor.reach_url',
    `${site.baseUrl}/{port}`,
  )
  expect(row('reached from outside')).toMatchObject({ state: 'ok' })
})

test('8: a place that was taken by another miner is a failure, with the command that comes back', async () => {
  const { examine, chain } = await openOperator()
  chain.deregister(SUBNET_OWNER_HOTKEY, TEST_NETUID)
  const { exitCode, row } = await examine()
  expect(exitCode).toBe(1)
  expect(row('registration')).toMatchObject({
    state: 'fail',
    mend: expect.stringContaining('pnpm miner register'),
  })
})

test('9: an encrypted hotkey whose password nobody can type under a supervisor is told at once', async () => {
  const { examine, path } = await openOperator()
  const { secretFile } = hotkeyPaths({ path, name: 'miner', hotkey: 'default' })
  writeFileSync(secretFile, Buffer.concat([Buffer.from('$NACL'), Buffer.alloc(80)]))
  const { row } = await examine()
  expect(row('hotkey')).toMatchObject({
    state: 'fail',
    seen: expect.stringContaining('a supervisor cannot type its password'),
    mend: expect.stringContaining('IG_WALLET_HOTKEY_PASSWORD_FILE'),
  })
})

test('9: without any coldkey on the machine nothing fails', async () => {
  const { examine, path } = await openOperator()
  expect(listWallets(path)).toMatchObject([{ name: 'miner', coldkey: null }])
  expect((await examine()).exitCode).toBe(0)
})

test('10: of several endpoints the one that answers is taken', async () => {
  const { examine, endpoint } = await openOperator()
  const { exitCode, row } = await examine('--subtensor.chain_endpoint', `ws://127.0.0.1:1,${endpoint}`)
  expect(exitCode).toBe(0)
  expect(row('chain endpoint').seen).toContain(endpoint)
})

test('12: nothing is compiled at the installation, and the bundle brings all it needs', () => {
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const allowed = /^allowBuilds:\n((?: {2}.+\n)+)/m.exec(read('pnpm-workspace.yaml'))?.[1]
  // `node` alone runs a script of its own, which fetches the version of Node that everybody has.
  expect(allowed?.match(/^ {2}[\w@/-]+: true$/gm)).toEqual(['  node: true'])
  const app = JSON.parse(read('apps/miner-cli/package.json')) as Record<string, unknown>
  expect(app.dependencies).toBeUndefined()
  expect(read('apps/miner-cli/tsup.config.ts')).toContain('noExternal: [/.*/]')
})

test.each([6, 155])(
  '13: that nobody asks on netuid %d is told, whether the chain answers or not',
  async (netuid) => {
    const network = netuid === 6 ? 'finney' : 'test'
    const flags = ['--subtensor.network', network, '--subtensor.chain_endpoint', 'ws://0.0.0.0:1']
    const { row } = await runDoctor([...flags, '--netuid', `${netuid}`], { home: temporaryFolder() })
    expect(row('subnet')).toMatchObject({
      state: 'warn',
      seen: expect.stringContaining('nobody is expected to ask'),
    })
  },
)

test('14: a hotkey may be named by its address, and a name that is not there comes with those that are', async () => {
  const { examine } = await openOperator()
  const byAddress = await examine('--wallet.hotkey', SUBNET_OWNER_HOTKEY)
  expect(byAddress.row('hotkey')).toMatchObject({
    state: 'ok',
    seen: expect.stringContaining('hotkeys/default'),
  })
  const mistyped = await examine('--wallet.hotkey', 'defualt')
  expect(mistyped.row('hotkey').seen).toMatch(
    /no hotkey defualt of a wallet miner in .*; there are miner \(default\)$/,
  )
})

test('15: a miner that runs while nobody asks, and one that has nearly spent its day, are warned of', () => {
  const startedAt = '2026-01-01T00:00:00.000Z'
  const afterMinutes = (minutes: number, more: object = {}) =>
    checkRunningMiner(
      runningMiner.parse({ ...statusForTest(), validators: [], startedAt, ...more }),
      Date.parse(startedAt) + minutes * 60_000,
    )
  const states = (rows: readonly CheckResult[]) => rows.map(({ state }) => state)
  expect(states(afterMinutes(9))).toEqual(['ok', 'ok', 'ok'])
  const refused = { policy: { refused: { 'The hotkey has no validator permit.': 40 } } }
  const quiet = afterMinutes(11, { ...refused, spend: { todayUsd: 1.7, capUsd: 2 } })
  expect(states(quiet)).toEqual(['ok', 'warn', 'warn'])
  expect(quiet[1]?.seen).toBe('none in 11 min; refused 40 times: The hotkey has no validator permit.')
})

test('no secret stands in what an operator posts when asking for help', async () => {
  const home = temporaryFolder()
  const { endpoint } = await openTestChain()
  mkdirSync(join(home, '.config', 'ig'), { recursive: true })
  const file = join(home, '.config', 'ig', 'config.toml')
  writeFileSync(file, '[exa]\n', { mode: 0o600 })
  const flags = [
    '--netuid',
    '2',
    '--subtensor.chain_endpoint',
    `${endpoint}/canary-in-path?key=canary-in-query`,
  ]
  const env = {
    OPENAI_API_KEY: 'canary-openai',
    EXA_API_KEY: 'canary-exa',
    IG_WALLET_HOTKEY_PASSWORD: 'canary-pass',
  }
  for (const args of [flags, ['--config', file]]) {
    const { stdout, stderr } = await runDoctor(args, { home, env })
    expect(stdout + stderr).not.toContain('canary')
  }
})
