import { expect, test } from 'vitest'
import { holdNonce, nextNonce } from './sent-nonces.ts'

test('a nonce on its way is not given out again, whatever the node has forgotten', () => {
  expect(nextNonce('alice', 4)).toBe(4)
  const first = holdNonce('alice', 4)
  expect(nextNonce('alice', 4)).toBe(5)
  const second = holdNonce('alice', 5)
  expect(nextNonce('alice', 4)).toBe(6)
  expect(nextNonce('bob', 4)).toBe(4)
  first()
  expect(nextNonce('alice', 5)).toBe(6)
  second()
  expect(nextNonce('alice', 6)).toBe(6)
})

test('the node knows better where somebody else signs with the key', () => {
  const release = holdNonce('carol', 4)
  expect(nextNonce('carol', 9)).toBe(9)
  release()
})
