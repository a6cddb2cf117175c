import { encodeEnvironmentPassword, passwordVariable } from '@ig/wallet'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import {
  makeTestWallet,
  openTestWorld,
  SLOW_KEYS_MS,
  TEST_NETUID,
  TEST_PASSWORD,
  walletFlags,
} from '../testing/open-test-chain.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { buildMiner, spawnMiner, temporaryFolder } from '../testing/spawn-miner.ts'
import { typeInProcess } from '../testing/type-in-process.ts'
import { terminalTest, typeIntoTerminal } from '../testing/type-into-terminal.ts'

beforeAll(buildMiner)

const openWorld = (options: Parameters<typeof openTestWorld>[0] = {}) =>
  openTestWorld({ burnRao: 1_000_000_000n, ...options })

test.each(['register', 'subnet register', 'subnets register'])(
  '%s --json prints what was paid for which uid',
  async (command) => {
    const { wallet, run } = await openWorld()
    const { exitCode, stdout, stderr } = await run(`${command} --netuid ${TEST_NETUID} -y --json`)
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      netuid: TEST_NETUID,
      uid: 1,
      hotkeySs58: wallet.hotkeySs58,
      burnRao: 1_000_000_000,
      balanceBeforeRao: 10_000_000_000,
      balanceAfterRao: 9_000_000_000,
      blockHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
      extrinsicHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
    })
  },
)

test('for people it says every step in a line', async () => {
  const { wallet, run } = await openWorld()
  const { exitCode, stdout, stderr } = await run(`register --netuid ${TEST_NETUID} -y`)
  expect(exitCode).toBe(0)
  expect(stdout).toBe('✅ Registered on subnet 2 with uid 1\n')
  for (const line of [
    'Network: local, subnet: 2',
    wallet.coldkeySs58,
    wallet.hotkeySs58,
    'Your balance is: τ10.000000000',
    'The cost to register is: τ1.000000000',
    'Your balance afterwards: τ9.000000000',
    'Balance: τ10.000000000 ➡ τ9.000000000',
  ]) {
    expect(stderr).toContain(line)
  }
})

test('on a runtime of 2026 the limit goes with the call, and the fee on top', async () => {
  const { chain, run } = await openWorld({ spec: 424 })
  const { exitCode, stdout } = await run(`register --netuid ${TEST_NETUID} -y --max-cost 1.5 --json`)
  expect(exitCode).toBe(0)
  const { balanceAfterRao, burnRao } = JSON.parse(stdout) as { balanceAfterRao: number; burnRao: number }
  expect(burnRao).toBe(1_000_000_000)
  expect(balanceAfterRao).toBeLessThanOrEqual(9_000_000_000)
  expect(chain.extrinsics.map(({ call }) => call)).toEqual(['subtensorModule.registerLimit'])
  const { stdout: table } = await run('wallet overview')
  expect(table).toMatch(/^miner +default +1 +True +0\.00000 +0\.00000/m)
})

test('again is refused with the uid that it has, and nothing is spent', async () => {
  const { chain, run } = await openWorld()
  await run(`register --netuid ${TEST_NETUID} -y`)
  const sent = chain.extrinsics.length
  const { exitCode, stdout, stderr } = await run(`register --netuid ${TEST_NETUID} -y`)
  expect({ exitCode, stdout }).toEqual({ exitCode: 6, stdout: '' })
  expect(stderr).toMatch(/E_CHAIN_REFUSED.*HotKeyAlreadyRegisteredInSubNet.*uid: 1/)
  expect(chain.extrinsics).toHaveLength(sent)
})

describe('refuses before anything is sent', () => {
  test.each([
    ['too little TAO', `--netuid ${TEST_NETUID} -y`, 0.25, 5, /E_CHAIN_FUNDS.*missing: "τ0\.7500005/],
    ['a price above the limit', `--netuid ${TEST_NETUID} -y --max-cost 0.999999999`, 10, 6, /E_CHAIN_COST/],
    ['no such subnet', '--netuid 99 -y', 10, 2, /E_CHAIN_SUBNET/],
    ['the root subnet', '--netuid 0 -y', 10, 6, /E_CHAIN_REFUSED.*RegistrationNotPermittedOnRootSubnet/],
    ['nobody to ask', `--netuid ${TEST_NETUID}`, 10, 2, /E_PROMPT.*--yes/],
    ['no netuid', '-y', 10, 2, /E_PROMPT.*--netuid/],
    [
      'a limit that is no amount',
      `--netuid ${TEST_NETUID} -y --max-cost 1e9`,
      10,
      2,
      /E_ARGUMENT.*--max-cost/,
    ],
    ['words', `now --netuid ${TEST_NETUID} -y`, 10, 2, /E_ARGUMENT/],
  ])('%s', async (_, words, tao, exitCode, sentence) => {
    const { chain, run } = await openWorld({ tao })
    const finished = await run(`register ${words}`)
    expect(finished).toMatchObject({ exitCode, stdout: '' })
    expect(finished.stderr).toMatch(sentence)
    expect(chain.extrinsics).toHaveLength(0)
  })

  test('a wallet that is not there', async () => {
    const { chain, run } = await openWorld()
    const { exitCode, stderr } = await run(`register --netuid ${TEST_NETUID} -y --wallet.name nobody`)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/E_WALLET_MISSING/)
    expect(chain.extrinsics).toHaveLength(0)
  })
})

test('a dry run says what it would cost, and sends nothing', async () => {
  const { chain, run } = await openWorld()
  const { exitCode, stdout } = await run(`register --netuid ${TEST_NETUID} --dry-run --json`)
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    dryRun: true,
    burnRao: 1_000_000_000,
    balanceBeforeRao: 10_000_000_000,
  })
  expect(chain.extrinsics).toHaveLength(0)
})

test(
  'a wrong password or none spends nothing',
  async () => {
    const { wallet, chain, run } = await openWorld({ encrypted: true })
    const variable = passwordVariable(wallet.coldkeyFile)
    const without = await run(`register --netuid ${TEST_NETUID} -y`)
    expect(without).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(variable) })
    const wrong = { [variable]: encodeEnvironmentPassword(variable, 'canary-wrong') }
    const refused = await run(`register --netuid ${TEST_NETUID} -y`, wrong)
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('E_WALLET_PASSWORD') })
    expect(chain.extrinsics).toHaveLength(0)
    expect(refused.stderr + without.stderr).not.toContain('canary')
  },
  SLOW_KEYS_MS,
)

test('netuid 6 has its notice on a local chain too, before anything is paid', async () => {
  const { run, chain } = await openTestWorld()
  for (const item of ['NetworksAdded', 'NetworkRegistrationAllowed']) {
    chain.setStorage(`SubtensorModule.${item}`, [6], true)
  }
  chain.setStorage('SubtensorModule.MaxAllowedUids', [6], 256)
  const { exitCode, stdout, stderr } = await run('register --netuid 6 -y')
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(/E_PROMPT.*--accept-subnet-notice/)
  expect(chain.extrinsics).toEqual([])
  expect(await run('register --netuid 6 -y --accept-subnet-notice')).toMatchObject({ exitCode: 0 })
  expect(chain.extrinsics).toHaveLength(1)
})

describe('off local networks', () => {
  // Nothing listens there, and with these flags nothing is connected to before the refusal.
  const elsewhere = ['--subtensor.chain_endpoint', 'ws://192.0.2.1:9944', ...walletFlags]
  const register = async (words: string) => {
    const home = temporaryFolder()
    await makeTestWallet(home)
    return runInProcess(['register', ...words.split(' '), ...elsewhere], { home })
  }

  test('-y needs --max-cost', async () => {
    const { exitCode, stderr } = await register('--netuid 2 -y')
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/E_ARGUMENT.*--max-cost/)
  })

  test.each([6, 155])('netuid %i has a notice that -y does not cover', async (netuid) => {
    const { exitCode, stdout, stderr } = await register(`--netuid ${netuid} -y --max-cost 1`)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(`subnet ${netuid} no longer asks miners like this one`)
    expect(stderr).toMatch(/E_PROMPT.*--accept-subnet-notice/)
  })
})

test('the help names the variable of the password and the flag of the notice', async () => {
  const { stdout } = await runInProcess(['register', '--help'], { home: temporaryFolder() })
  expect(stdout).toContain('BT_PW_')
  expect(stdout).toContain('--accept-subnet-notice')
})

test('somebody at a terminal is asked for everything, as the guide shows', async () => {
  const { home, chain, endpoint } = await openWorld({ encrypted: true })
  const { exitCode, screen, stdout } = await typeInProcess(
    ['register', '--wallet.name', 'miner', '--subtensor.chain_endpoint', endpoint],
    [
      { see: 'Enter netuid', type: `${TEST_NETUID}\r` },
      { see: 'Type yes to go on', type: 'yes\r' },
      { see: 'Password of the coldkey miner', type: `${TEST_PASSWORD}\r` },
    ],
    { home },
  )
  expect({ exitCode, screen }).toMatchObject({ exitCode: 0 })
  expect(screen).toContain('Your balance is: τ10.000000000')
  expect(screen).toContain('The cost to register is: τ1.000000000')
  expect(screen).toContain('Burn τ1.000000000 to register on subnet 2?')
  expect(screen).toContain('Balance: τ10.000000000 ➡ τ9.000000000')
  expect(stdout).toContain('✅ Registered on subnet 2 with uid 1')
  expect(screen).not.toContain('canary')
  expect(chain.extrinsics).toHaveLength(1)
})

terminalTest('Ctrl+C at the question spends nothing', async () => {
  const { home, chain, endpoint } = await openWorld()
  const { exitCode } = await typeIntoTerminal(
    ['register', '--wallet.name', 'miner', '--netuid', '2', '--subtensor.chain_endpoint', endpoint],
    [{ see: 'Type yes to go on', type: '\u0003' }],
    { home },
  )
  expect(exitCode).toBe(130)
  expect(chain.extrinsics).toHaveLength(0)
})

test('a price that rose while somebody read it is not paid', async () => {
  const { home, chain, endpoint } = await openWorld()
  const double = () => chain.setBurnRao(2_000_000_000n)
  const { exitCode, screen } = await typeInProcess(
    ['register', '--wallet.name', 'miner', '--netuid', '2', '--subtensor.chain_endpoint', endpoint],
    [{ see: 'Type yes to go on', type: 'yes\r', meanwhile: double }],
    { home },
  )
  expect(exitCode).toBe(6)
  expect(screen).toContain('E_CHAIN_COST')
  expect(chain.extrinsics).toHaveLength(0)
})

test('a connection that is lost right after sending costs nothing twice', async () => {
  const { wallet, chain, run } = await openWorld()
  chain.failNext({ method: 'author_submitExtrinsic', drop: 'after' })
  const { exitCode, stdout } = await run(`register --netuid ${TEST_NETUID} -y --json`)
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    hotkeySs58: wallet.hotkeySs58,
    balanceAfterRao: 9_000_000_000,
  })
  expect(chain.extrinsics).toHaveLength(1)
})

test('whoever stops waiting is told what to look at', async () => {
  const { home, chain, endpoint } = await openWorld({ sealing: 'manual' })
  const flags = ['--subtensor.chain_endpoint', endpoint, ...walletFlags]
  const miner = spawnMiner(['register', '--netuid', '2', '-y', ...flags], { home })
  await vi.waitFor(() => expect(chain.extrinsics).toHaveLength(1), { timeout: 15_000, interval: 50 })
  miner.process.kill('SIGINT')
  const { exitCode, stderr } = await miner.ended
  expect(exitCode).toBe(130)
  expect(stderr).toContain('It is not known whether the registration is on the chain')
  expect(stderr).toContain(
    `wallet overview --netuid 2 --wallet.name miner --subtensor.chain_endpoint ${endpoint}`,
  )
})
