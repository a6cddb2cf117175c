import { expect, test } from 'vitest'
import { statusForTest } from '../testing/status-for-test.ts'
import { isAlive, isReady } from './health.ts'

const well = statusForTest({ chain: 'finney' })
const sandbox = statusForTest()

test('a miner that answers and turns lives and is ready, on a chain and in the sandbox', () => {
  for (const status of [well, sandbox]) {
    expect([isAlive(5_000), isReady(status, 5_000)]).toEqual([true, true])
  }
})

test('a stalled main thread is neither', () => {
  expect([isAlive(30_000), isReady(well, 30_000)]).toEqual([false, false])
  expect([isAlive(29_999), isReady(well, 29_999)]).toEqual([true, true])
  expect(isAlive(Number.NaN)).toEqual(false)
})

test('a miner that has only just begun lives, and is not ready', () => {
  expect([isAlive(1_000), isReady(null, 1_000)]).toEqual([true, false])
})

const { chain, registration, store } = well
test.each([
  ['does not answer yet', { ...well, axon: null }],
  ['has lost its place', { ...well, registration: null }],
  ['has no head of the chain', { ...well, chain: chain && { ...chain, headAgeSeconds: null } }],
  ['has an old head of the chain', { ...well, chain: chain && { ...chain, headAgeSeconds: 121 } }],
  ['cannot write', { ...well, store: { ...store, degraded: { reason: 'ENOSPC', since: '2026-01-01' } } }],
])('one that %s lives, and is not ready', (_what, status) => {
  expect([isAlive(0), isReady(status, 0)]).toEqual([true, false])
})

test('a socket that was lost a moment ago is no reason yet, nor is a budget that is used up', () => {
  const dropped = { ...well, chain: chain && { ...chain, connected: false, headAgeSeconds: 40 } }
  const spent = { ...well, health: 'degraded', reasons: ["Today's budget is used up."] }
  expect([isReady(dropped, 0), isReady(spent, 0)]).toEqual([true, true])
  expect(registration?.uid).toBe(7)
})
