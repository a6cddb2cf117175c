import { IgError } from '@ig/errors'
import { expect, test } from 'vitest'
import { messageWithFlag } from './flag-hint.ts'

test.each([
  ['E_CHAIN_UNREACHABLE', {}, /Go on\. .*--subtensor\.chain_endpoint/],
  ['E_CHAIN_REFUSED', { error: 'InvalidPort' }, /--axon\.external_port/],
  ['E_CHAIN_REFUSED', { error: 'NotEnoughStake' }, /Go on\.$/],
  ['E_STORE_NEWER', {}, /--data-dir/],
] as const)('%s %j', (code, values, expected) => {
  expect(messageWithFlag(new IgError({ code, message: 'Stop.', values, hint: 'Go on.' }))).toMatch(expected)
})
