import { expect, test } from 'vitest'
import { faucetAdvice } from './faucet-advice.ts'

test.each(['finney', 'test', 'archive', 'custom'] as const)('%s says where TAO comes from', (name) => {
  const advice = faucetAdvice({ name, isLocal: false }, '5Cold')
  expect(advice).toMatchSnapshot()
  expect(advice).toContain('5Cold')
})

test('a local chain needs no advice', () => {
  expect(faucetAdvice({ name: 'local', isLocal: true }, '5Cold')).toBeNull()
})
