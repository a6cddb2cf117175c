import { expect, test } from 'vitest'
import { openTestWorld, TEST_NETUID } from '../testing/open-test-chain.ts'

test('shows where the hotkeys are registered, in the shape of the contract', async () => {
  const { wallet, run } = await openTestWorld({ burnRao: 1_000_000_000n })
  const before = await run('wallet overview --json')
  expect(JSON.parse(before.stdout)).toMatchObject({
    network: 'local',
    balanceRao: 10_000_000_000,
    subnets: [],
  })
  await run(`register --netuid ${TEST_NETUID} -y`)

  const { exitCode, stdout } = await run('wallet overview --json')
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    network: 'local',
    block: expect.any(Number),
    balanceRao: 9_000_000_000,
    subnets: [
      {
        netuid: TEST_NETUID,
        neurons: [
          {
            coldkey: 'miner',
            hotkey: 'default',
            hotkeySs58: wallet.hotkeySs58,
            uid: 1,
            active: true,
            stakeRao: 0,
            rank: 0,
            trust: 0,
            consensus: 0,
            incentive: 0,
            dividends: 0,
            emissionRao: 0,
            validatorTrust: 0,
            validatorPermit: false,
            updatedBlocks: expect.any(Number),
            axon: null,
          },
        ],
      },
    ],
  })
  const one = await run(`wallet overview --netuid ${TEST_NETUID} --json`)
  expect(JSON.parse(one.stdout).subnets).toHaveLength(1)
})

test("prints btcli's columns, the totals and the balance, without colour", async () => {
  const { run } = await openTestWorld({ burnRao: 1_000_000_000n })
  await run(`register --netuid ${TEST_NETUID} -y`)
  const { stdout } = await run('wallet overview')
  const [title, head, row] = stdout.split('\n')
  expect(title).toBe('Subnet: 2')
  expect(head?.split(/ +/)).toEqual(
    'COLDKEY HOTKEY UID ACTIVE STAKE(τ) RANK TRUST CONSENSUS INCENTIVE DIVIDENDS EMISSION(ρ) VTRUST VPERMIT UPDATED AXON HOTKEY_SS58'.split(
      ' ',
    ),
  )
  expect(row).toMatch(/^miner +default +1 +True +0\.00000/)
  expect(stdout).toContain('Wallet balance: τ9.000000000')
  expect(stdout).not.toContain('\u001b')
})

test('fits 80 columns', async () => {
  const { run } = await openTestWorld({ burnRao: 1_000_000_000n })
  await run(`register --netuid ${TEST_NETUID} -y`)
  const { stdout } = await run('wallet overview', { COLUMNS: '80' })
  expect(stdout).toContain('HOTKEY_SS58')
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})

test('says so where no hotkey is registered, and asks for no password', async () => {
  const { run } = await openTestWorld({ encrypted: true })
  const none = await run('wallet overview')
  expect(none).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('No hotkey of this wallet') })
  const missing = await run('wallet overview --netuid 99')
  expect(missing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('E_CHAIN_SUBNET') })
})

test('the balance is free and staked TAO', async () => {
  const { wallet, run } = await openTestWorld()
  const { stdout } = await run('wallet balance --json')
  expect(JSON.parse(stdout)).toMatchObject({
    wallet: 'miner',
    address: wallet.coldkeySs58,
    freeRao: 10_000_000_000,
    stakedRao: 0,
    totalRao: 10_000_000_000,
  })
  expect((await run('wallet balance')).stdout).toContain('Total:          τ10.000000000')
})
