import { SUBNET_OWNER_HOTKEY } from '@ig/subtensor-client/testing'
import { describe, expect, test } from 'vitest'
import { openTestWorld, TEST_NETUID } from '../testing/open-test-chain.ts'

/** A hotkey that is registered, whose stake anybody may add to. */
const HOTKEY = SUBNET_OWNER_HOTKEY

test('TAO staked is there, and comes back', async () => {
  const { wallet, run } = await openTestWorld()
  const added = await run(
    `stake add --netuid ${TEST_NETUID} -H ${HOTKEY} --amount 1 --tolerance 50 -y --json`,
  )
  expect({ exitCode: added.exitCode, stderr: added.stderr }).toMatchObject({ exitCode: 0 })
  const { stakeAfterRao } = JSON.parse(added.stdout) as { stakeAfterRao: number }
  expect(JSON.parse(added.stdout)).toMatchObject({
    direction: 'add',
    amountRao: 1_000_000_000,
    stakeBeforeRao: 0,
  })
  expect(stakeAfterRao).toBeGreaterThan(0)

  const listed = await run('stake list --json')
  expect(JSON.parse(listed.stdout)).toMatchObject({
    network: 'local',
    coldkeySs58: wallet.coldkeySs58,
    stakes: [{ netuid: TEST_NETUID, hotkeySs58: HOTKEY, alphaRao: stakeAfterRao }],
  })

  const removed = await run(
    `stake remove --netuid ${TEST_NETUID} -H ${HOTKEY} --all --no-price-limit -y --json`,
  )
  expect({ exitCode: removed.exitCode, stderr: removed.stderr }).toMatchObject({ exitCode: 0 })
  expect(JSON.parse(removed.stdout)).toMatchObject({ stakeBeforeRao: stakeAfterRao, stakeAfterRao: 0 })
})

test('stake show prints a table, or that there is none', async () => {
  const { run } = await openTestWorld()
  const { exitCode, stdout } = await run('stake show')
  expect(exitCode).toBe(0)
  expect(stdout).toBe('No stake.\nWallet balance: τ10.000000000\n')
})

describe('refuses before anything is sent', () => {
  test.each([
    ['more TAO than there is', 'add --amount 100', 5, /E_CHAIN_FUNDS/],
    ['more stake than there is', 'remove --amount 1', 5, /E_CHAIN_FUNDS.*stake list/],
    ['a balance as a whole', 'add --all', 2, /E_ARGUMENT/],
    ['two limits', 'add --amount 1 --tolerance 1 --limit-price 1', 2, /E_ARGUMENT/],
    ['more than the limit of the cost', 'add --amount 1 --max-cost 0.5', 6, /E_CHAIN_COST/],
  ])('%s', async (_, words, exitCode, sentence) => {
    const { chain, run } = await openTestWorld()
    const finished = await run(`stake ${words} --netuid ${TEST_NETUID} -H ${HOTKEY} -y`)
    expect(finished).toMatchObject({ exitCode, stdout: '' })
    expect(finished.stderr).toMatch(sentence)
    expect(chain.extrinsics).toHaveLength(0)
  })
})

test('a dry run sends nothing', async () => {
  const { chain, run } = await openTestWorld()
  const { exitCode, stdout } = await run(
    `stake add --netuid ${TEST_NETUID} -H ${HOTKEY} --amount 1 --dry-run --json`,
  )
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ dryRun: true, direction: 'add', amountRao: 1_000_000_000 })
  expect(JSON.parse(stdout)).toHaveProperty('receivedRao')
  expect(chain.extrinsics).toHaveLength(0)
})
