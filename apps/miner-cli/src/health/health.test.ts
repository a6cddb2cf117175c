import { expect, test } from 'vitest'
import { statusForTest } from '../testing/status-for-test.ts'
import { health, ready } from './health.ts'

const well = statusForTest({ chain: 'finney' })
const sandbox = statusForTest()

test('a miner that answers and turns lives and is ready, on a chain and in the sandbox', () => {
  for (const status of [well, sandbox]) {
    expect([health(status, 5_000), ready(status, 5_000)]).toEqual([{ ok: true }, { ok: true }])
  }
})

test('a stalled main thread is neither', () => {
  expect([health(well, 30_000), ready(well, 30_000)]).toEqual([{ ok: false }, { ok: false }])
  expect([health(well, 29_999), ready(well, 29_999)]).toEqual([{ ok: true }, { ok: true }])
  expect(health(well, Number.NaN)).toEqual({ ok: false })
})

test('a miner that has only just begun lives, and is not ready', () => {
  expect([health(null, 1_000), ready(null, 1_000)]).toEqual([{ ok: true }, { ok: false }])
})

const { chain, registration, store } = well
test.each([
  ['does not answer yet', { ...well, axon: null }],
  ['has lost its place', { ...well, registration: null }],
  ['has no head of the chain', { ...well, chain: chain && { ...chain, headAgeSeconds: null } }],
  ['has an old head of the chain', { ...well, chain: chain && { ...chain, headAgeSeconds: 121 } }],
  ['cannot write', { ...well, store: { ...store, degraded: { reason: 'ENOSPC', since: '2026-01-01' } } }],
])('one that %s lives, and is not ready', (_what, status) => {
  expect([health(status, 0), ready(status, 0)]).toEqual([{ ok: true }, { ok: false }])
})

test('a socket that was lost a moment ago is no reason yet, nor is a budget that is used up', () => {
  const dropped = { ...well, chain: chain && { ...chain, connected: false, headAgeSeconds: 40 } }
  const spent = { ...well, health: 'degraded', reasons: ["Today's budget is used up."] }
  expect([ready(dropped, 0), ready(spent, 0)]).toEqual([{ ok: true }, { ok: true }])
  expect(registration?.uid).toBe(7)
})
