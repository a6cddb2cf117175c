import { encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { describe, expect, test } from 'vitest'
import { openTestWorld } from '../testing/open-test-chain.ts'

const { publicKey } = keypairFromUri('//Ferdie')
const ferdie = encodeSs58(publicKey)

test('sends TAO, and says what was held before and after', async () => {
  const { wallet, run } = await openTestWorld()
  const { exitCode, stdout, stderr } = await run(`transfer --to ${ferdie} --amount 2.000000001 -y --json`)
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
  const sent = JSON.parse(stdout) as { feeRao: number; balanceAfterRao: number }
  expect(sent).toMatchObject({
    schemaVersion: 1,
    fromSs58: wallet.coldkeySs58,
    toSs58: ferdie,
    amountRao: 2_000_000_001,
    balanceBeforeRao: 10_000_000_000,
    blockHash: expect.stringMatching(/^0x/),
    extrinsicHash: expect.stringMatching(/^0x/),
  })
  expect(sent.balanceAfterRao).toBe(10_000_000_000 - 2_000_000_001 - sent.feeRao)
  const { stdout: held } = await run(`wallet balance --ss58 ${ferdie} --json`)
  expect(JSON.parse(held)).toMatchObject({ freeRao: 2_000_000_001, wallet: null })
})

test('all of it leaves the account alive, and is the figure that was shown', async () => {
  const { chain, run } = await openTestWorld()
  const { exitCode, stdout } = await run(`transfer --dest ${ferdie} --all -y --json`)
  expect(exitCode).toBe(0)
  const sent = JSON.parse(stdout) as { amountRao: number; feeRao: number; balanceAfterRao: number }
  // The existential deposit.
  expect(sent.balanceAfterRao).toBe(500)
  expect(sent.amountRao).toBe(10_000_000_000 - 500 - sent.feeRao)
  // Not `transferAll`: it would send what has arrived since, too.
  expect(chain.extrinsics).toMatchObject([{ call: 'balances.transferKeepAlive' }])
})

test('all of nothing is told what is missing', async () => {
  const { chain, run } = await openTestWorld({ tao: 0.000_001 })
  const { exitCode, stderr } = await run(`transfer --to ${ferdie} --all -y`)
  expect(exitCode).toBe(5)
  expect(stderr).toMatch(/E_CHAIN_FUNDS.*missing/)
  expect(chain.extrinsics).toHaveLength(0)
})

test('shows the whole address before it asks', async () => {
  const { chain, run } = await openTestWorld()
  const { exitCode, stderr } = await run(`transfer --to ${ferdie} --amount 1`)
  expect(exitCode).toBe(2)
  expect(stderr).toContain(`To:   ${ferdie}`)
  expect(stderr).toMatch(/E_PROMPT.*--yes/)
  expect(chain.extrinsics).toHaveLength(0)
})

describe('refuses before anything is sent', () => {
  test.each([
    ["another network's address", `--to ${encodeSs58(publicKey, 0)} --amount 1`, 2, /E_SS58.*prefix/],
    ['a mistyped address', `--to ${ferdie.slice(0, -1)}x --amount 1`, 2, /E_SS58/],
    ['more than there is', `--to ${ferdie} --amount 10`, 5, /E_CHAIN_FUNDS.*missing/],
    ['more than the limit', `--to ${ferdie} --amount 1 --max-cost 1`, 6, /E_CHAIN_COST/],
    ['no amount', `--to ${ferdie}`, 2, /E_PROMPT.*--amount/],
    ['nobody to send to', '--amount 1', 2, /E_PROMPT.*--to/],
  ])('%s', async (_, words, exitCode, sentence) => {
    const { chain, run } = await openTestWorld()
    const finished = await run(`transfer -y ${words}`)
    expect(finished).toMatchObject({ exitCode, stdout: '' })
    expect(finished.stderr).toMatch(sentence)
    expect(chain.extrinsics).toHaveLength(0)
  })
})

test('a dry run sends nothing', async () => {
  const { chain, run } = await openTestWorld()
  const { exitCode, stdout } = await run(`transfer --to ${ferdie} --amount 1 --dry-run --json`)
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ dryRun: true, amountRao: 1_000_000_000, wouldSucceed: true })
  expect(chain.extrinsics).toHaveLength(0)
})
