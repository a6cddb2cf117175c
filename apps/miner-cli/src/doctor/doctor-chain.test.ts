import { describe, expect, test } from 'vitest'
import { breakColdkey } from '../testing/chain-home.ts'
import { openTestWorld, TEST_NETUID, walletFlags } from '../testing/open-test-chain.ts'
import { runDoctor } from '../testing/run-doctor.ts'

/** A wallet on a chain, and its doctor. */
async function openPatient(options?: Parameters<typeof openTestWorld>[0]) {
  const world = await openTestWorld(options)
  const flags = [
    ...walletFlags,
    '--subtensor.chain_endpoint',
    world.endpoint,
    '--netuid',
    String(TEST_NETUID),
  ]
  const examine = (...more: string[]) => runDoctor([...flags, ...more], { home: world.home })
  const register = () => world.run(`register -y --netuid ${TEST_NETUID} --json`)
  return { ...world, flags, examine, register }
}

test('a hotkey without a place: what to type, and nothing else is wrong', async () => {
  const { examine, endpoint, wallet, home } = await openPatient({ neurons: 5 })
  const { exitCode, row, rows } = await examine()
  expect(exitCode).toBe(1)
  expect(rows.filter(({ state }) => state === 'fail')).toEqual([row('registration')])
  expect(row('registration').mend).toContain(
    `pnpm miner register --netuid ${TEST_NETUID} --subtensor.chain_endpoint ${endpoint} --wallet.name miner --wallet.hotkey default --wallet.path ${home}`,
  )
  expect(row('hotkey')).toMatchObject({ state: 'ok', seen: expect.stringContaining(wallet.hotkeySs58) })
  expect(row('chain endpoint')).toMatchObject({ state: 'ok', seen: expect.stringContaining('runtime 293') })
  // A node on this machine has this machine's clock, and proves little.
  expect(row('clock')).toMatchObject({
    state: 'ok',
    seen: expect.stringContaining('may have the same clock'),
  })
  expect(row('balance').seen).toContain('τ10.000000000')
  expect(row('immunity')).toMatchObject({ state: 'skip' })
})

test('a hotkey with a place: uid, immunity, rank; the coldkey is never opened', async () => {
  const { examine, register, home } = await openPatient({ neurons: 5 })
  expect(await register()).toMatchObject({ exitCode: 0 })
  breakColdkey(home)
  const { exitCode, row } = await examine()
  expect(exitCode).toBe(0)
  expect(row('registration')).toMatchObject({ state: 'ok', seen: `uid 5 on subnet ${TEST_NETUID}` })
  expect(row('immunity').seen).toMatch(/^\d+ blocks left, \d+\.\d h/)
  expect(row('rank').seen).toContain('250 of 256 places are free')
  expect(row('external address')).toMatchObject({ state: 'skip', mend: 'pnpm miner start' })
})

describe('an endpoint that does not do', () => {
  test('out of reach, it is one failed row, and the others say where to look', async () => {
    const { examine } = await openPatient()
    const { exitCode, row, rows } = await examine('--subtensor.chain_endpoint', 'ws://127.0.0.1:1')
    expect(exitCode).toBe(1)
    expect(row('chain endpoint')).toMatchObject({
      state: 'fail',
      seen: expect.stringContaining('E_CHAIN_UNREACHABLE'),
      mend: expect.stringContaining('--subtensor.chain_endpoint'),
    })
    expect(row('registration')).toMatchObject({ state: 'skip', mend: 'See the row chain endpoint.' })
    expect(rows.filter(({ state }) => state === 'fail')).toHaveLength(1)
  })

  test('a subnet that is not there, and a wallet that is not there, each say what there is', async () => {
    const { examine } = await openPatient()
    const { row } = await examine('--netuid', '99', '--wallet.name', 'mienr')
    expect(row('registration')).toMatchObject({ state: 'fail', mend: 'pnpm miner subnets' })
    expect(row('hotkey').seen).toContain('there are miner (default)')
  })
})
