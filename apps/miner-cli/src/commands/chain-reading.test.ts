import { describe, expect, test } from 'vitest'
import { openTestWorld, TEST_NETUID } from '../testing/open-test-chain.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length))

test.each(['subnets', 'subnets list'])(
  '%s lists size, price and whether a subnet is open',
  async (command) => {
    const { run } = await openTestWorld({ neurons: 5, burnRao: 1_500_000_000n })
    const { exitCode, stdout } = await run(command, { COLUMNS: '80' })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^NETUID +NAME +NEURONS +COST\(τ\)/)
    expect(stdout).toMatch(/^ +2 .* 5\/256 +1\.500000000 .* yes$/m)
    expect(widest(stdout)).toBeLessThanOrEqual(80)
    const { subnets } = JSON.parse((await run(`${command} --json`)).stdout) as {
      subnets: { netuid: number }[]
    }
    expect(subnets.find(({ netuid }) => netuid === TEST_NETUID)).toMatchObject({
      neurons: 5,
      burnRao: 1_500_000_000,
    })
  },
)

test.each(['metagraph', 'subnets metagraph'])('%s shows every neuron, sorted as asked', async (command) => {
  const { run } = await openTestWorld({ neurons: 5 })
  const { exitCode, stdout } = await run(`${command} --netuid ${TEST_NETUID}`, { COLUMNS: '80' })
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^UID +STAKE\(τ\) +INCENTIVE/)
  expect(widest(stdout)).toBeLessThanOrEqual(80)
  const sorted = await run(`${command} --netuid ${TEST_NETUID} --sort stake --json`)
  const { neurons, block } = JSON.parse(sorted.stdout) as {
    neurons: { uid: number; stakeRao: number }[]
    block: number
  }
  expect(block).toBeGreaterThan(0)
  const stakes = neurons.map(({ stakeRao }) => stakeRao)
  expect(stakes).toEqual(stakes.toSorted((a, b) => b - a))
  expect(neurons.map(({ uid }) => uid).toSorted()).toEqual([0, 1, 2, 3, 4])
})

test('a metagraph needs a netuid, and one that there is', async () => {
  const { run } = await openTestWorld()
  expect(await run('metagraph')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--netuid') })
  expect(await run('metagraph --netuid 99')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('E_CHAIN_SUBNET'),
  })
  expect(await run('metagraph --netuid 2 --sort luck')).toMatchObject({ exitCode: 2 })
})

describe('without a chain', () => {
  test('the sandbox has none', async () => {
    const finished = await runInProcess(['subnets'], { home: temporaryFolder() })
    expect(finished).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('E_NETWORK') })
  })
})

test('the faucet of a local chain is its development account', async () => {
  const { chain, run } = await openTestWorld({ tao: 0 })
  chain.setBalance('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', 1_000_000_000_000n)
  const { exitCode, stdout, stderr } = await run('faucet --amount 5 --json')
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
  expect(JSON.parse(stdout)).toMatchObject({
    available: true,
    balanceBeforeRao: 0,
    balanceAfterRao: 5_000_000_000,
  })
})

test('elsewhere it says where TAO comes from, and that none came', async () => {
  const { wallet, home } = await openTestWorld()
  const flags = ['--subtensor.network', 'test', '--wallet.name', 'miner']
  const { exitCode, stdout } = await runInProcess(['faucet', ...flags], { home })
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/no faucet/)
  expect(stdout).toContain(wallet.coldkeySs58)
})
