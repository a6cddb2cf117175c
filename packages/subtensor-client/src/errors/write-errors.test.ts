import { expect, test } from 'vitest'
import { badArgument, chainRefused, costAboveLimit, fundsMissing, outcomeUnknown } from './write-errors.ts'

test('names the error of the runtime, what it means and what to do', () => {
  const error = chainRefused(
    {
      error: 'HotKeyAlreadyRegisteredInSubNet',
      pallet: 'SubtensorModule',
      docs: 'The metadata says so.',
      path: 'block',
    },
    { block: 7 },
  )
  expect(error).toMatchObject({
    code: 'E_CHAIN_REFUSED',
    retryable: false,
    values: { error: 'HotKeyAlreadyRegisteredInSubNet', docs: 'The metadata says so.', block: 7 },
  })
  expect(error.message).toMatchInlineSnapshot(
    `"The hotkey is registered on this subnet already. (error: "HotKeyAlreadyRegisteredInSubNet", pallet: "SubtensorModule", path: "block", docs: "The metadata says so.", block: 7) Nothing needs to be paid again: start the miner with this hotkey, or name another one."`,
  )
})

test('an error that is in no table is named as the metadata names it, with its words', () => {
  const error = chainRefused({
    error: 'BrandNewError',
    pallet: 'SubtensorModule',
    docs: 'Something that runtime 999 refuses.',
    path: 'block',
  })
  expect(error.message).toMatchInlineSnapshot(
    `"The chain refused the extrinsic. (error: "BrandNewError", pallet: "SubtensorModule", path: "block", docs: "Something that runtime 999 refuses.") Look the error up in the documentation of the network; the runtime names it as above."`,
  )
})

test('missing money has a code of its own, whatever path it comes by', () => {
  const refused = (error: string) =>
    chainRefused({ error, pallet: 'SubtensorModule', docs: '', path: 'pool' }).code
  expect(
    ['NotEnoughBalanceToStake', 'BalanceTooLow', 'Payment', 'FundsUnavailable', 'NotExpendable'].map(refused),
  ).toEqual(Array(5).fill('E_CHAIN_FUNDS'))
  expect(['InvalidPort', 'BelowMinimum', 'toString'].map(refused)).toEqual(Array(3).fill('E_CHAIN_REFUSED'))
})

test('what passes by itself may be tried again', () => {
  const retryable = (error: string) =>
    chainRefused({ error, pallet: 'SubtensorModule', docs: '', path: 'pool' }).retryable
  expect(
    ['ServingRateLimitExceeded', 'TooManyRegistrationsThisBlock', 'Stale', 'EraEnded'].every(retryable),
  ).toBe(true)
  expect(['HotKeyAlreadyRegisteredInSubNet', 'NotEnoughBalanceToStake', 'InvalidPort'].some(retryable)).toBe(
    false,
  )
})

test('a price, a balance and an argument are refused before anything is sent', () => {
  const errors = [
    costAboveLimit({
      netuid: 155,
      costRao: 2_000_000_000n,
      maxCostRao: 1_000_000_000n,
      block: { number: 12, hash: '0x12' },
    }),
    fundsMissing({ accountSs58: '5Alice', transferableRao: 1n, neededRao: 3n }),
    badArgument('The port is none.', { port: 0 }, 'Pass another one.'),
  ]
  expect(errors.map((error) => `${error.code}: ${error.message}`)).toMatchInlineSnapshot(`
    [
      "E_CHAIN_COST: The registration costs more than was allowed; nothing was sent. (netuid: 155, costRao: 2000000000, maxCostRao: 1000000000, block: 12) Look at the price again, and raise the limit if it is worth that to you.",
      "E_CHAIN_FUNDS: The account does not hold enough for this; nothing was sent. (accountSs58: "5Alice", transferableRao: 1, neededRao: 3, missingRao: 2) Take a smaller amount, or send TAO to the account first; fees and the existential deposit count.",
      "E_CHAIN_ARGUMENT: The port is none. (port: 0) Pass another one.",
    ]
  `)
})

test('an unknown outcome says until when not to send again', () => {
  const error = outcomeUnknown({
    call: 'Balances.transfer_keep_alive',
    extrinsicHash: '0xab',
    accountSs58: '5Alice',
    nonce: 3,
    lastEraBlock: 107,
    searchedUpToBlock: 101,
  })
  expect(error).toMatchObject({ code: 'E_CHAIN_UNKNOWN_OUTCOME', retryable: false })
  expect(error.message).toMatchInlineSnapshot(
    `"The extrinsic was sent, and it is not known whether a block holds it or will. (call: "Balances.transfer_keep_alive", extrinsicHash: "0xab", accountSs58: "5Alice", nonce: 3, lastEraBlock: 107, searchedUpToBlock: 101) Do not send it again before block 107 is final. Then look for its hash in the blocks up to that one: if none holds it, nothing happened and you may send again."`,
  )
})
