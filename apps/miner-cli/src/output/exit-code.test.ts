import { IgError } from '@ig/errors'
import { expect, test } from 'vitest'
import { exitCodeOf } from './exit-code.ts'

test.each([
  // Whoever reads 75 runs the command again, and would pay twice.
  ['E_CHAIN_UNKNOWN_OUTCOME', 1],
  ['E_IP', 2],
  ['E_CHAIN_ENDPOINT', 2],
  ['E_CHAIN_BLOCK', 2],
  ['E_WALLET_PASSWORD', 2],
  ['E_NOT_REGISTERED', 4],
  ['E_CHAIN_FUNDS', 5],
  ['E_CHAIN_REFUSED', 6],
  ['E_CHAIN_COST', 6],
  ['E_CHAIN_UNREACHABLE', 69],
  ['E_CHAIN_TIMEOUT', 69],
  ['E_CHAIN_RPC', 69],
  ['E_INTERRUPTED', 130],
] as const)('%s ends with %i', (code, exitCode) => {
  expect(exitCodeOf(new IgError({ code, message: 'It failed.' }))).toBe(exitCode)
  expect(exitCodeOf(new IgError({ code, message: 'It failed.', retryable: true }))).toBe(exitCode)
})

test('what nobody has named ends with 75 where it helps to try again, else with 1', () => {
  expect(exitCodeOf(new IgError({ code: 'E_OTHER', message: 'It failed.', retryable: true }))).toBe(75)
  expect(exitCodeOf(new IgError({ code: 'E_OTHER', message: 'It failed.' }))).toBe(1)
  expect(exitCodeOf(new TypeError('not ours'))).toBe(1)
})
