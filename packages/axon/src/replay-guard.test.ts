import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createReplayGuard, type NonceRecord, type ReplayGuard } from './replay-guard.ts'

const SECOND = 1_000_000_000n
const now = 1_795_000_000n * SECOND

const record = (nonceNs: bigint, uuid: string | null = 'u', publicKeyHex = 'a'): NonceRecord => ({
  publicKeyHex,
  uuid,
  nonceNs,
})

function accept(guard: ReplayGuard, seen: NonceRecord, nowNs = now, priority = 0) {
  const verdict = guard.check(seen, nowNs, priority)
  if (verdict === 'fresh') guard.record(seen, nowNs)
  return verdict
}

test('a nonce is used once per key, and grows per key and uuid', () => {
  const guard = createReplayGuard(1_000)
  expect(accept(guard, record(now))).toBe('fresh')
  expect(accept(guard, record(now))).toBe('replayed')
  expect(accept(guard, record(now, 'another'))).toBe('replayed')
  expect(accept(guard, record(now, null))).toBe('replayed')
  expect(accept(guard, record(now - 1n))).toBe('replayed')
  expect(accept(guard, record(now - 1n, 'another'))).toBe('fresh')
  expect(accept(guard, record(now, 'u', 'b'))).toBe('fresh')
  expect(accept(guard, record(now + 1n))).toBe('fresh')
})

test('no order and timing of requests lets one pass twice', () => {
  const request = fc.record({
    offsetSeconds: fc.integer({ min: -124, max: 4 }),
    uuid: fc.constantFrom('u', 'v', null),
    passSeconds: fc.integer({ min: -200, max: 300 }),
  })
  fc.assert(
    fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
      const guard = createReplayGuard(100_000)
      const passed = new Set<bigint>()
      let nowNs = now
      for (const { offsetSeconds, uuid, passSeconds } of requests) {
        nowNs += BigInt(passSeconds) * SECOND
        const nonceNs = nowNs + BigInt(offsetSeconds) * SECOND
        if (accept(guard, record(nonceNs, uuid), nowNs) !== 'fresh') continue
        expect(passed.has(nonceNs)).toBe(false)
        passed.add(nonceNs)
      }
    }),
  )
})

test('forgets what could not be accepted any more, so that it stays small', () => {
  const guard = createReplayGuard(1_000)
  for (let second = 0n; second < 2_000n; second++) {
    const nowNs = now + second * SECOND
    expect(accept(guard, record(nowNs, `uuid-${second}`, `key-${second % 7n}`), nowNs)).toBe('fresh')
    expect(guard.size).toBeLessThan(2 * 140)
  }
})

test('refuses when full instead of forgetting inside the window; keys with a rank have room of their own', () => {
  const guard = createReplayGuard(100)
  let accepted = 0n
  for (let at = 0n; at < 200n; at++) {
    if (accept(guard, record(now + at, `u${at}`, `stranger-${at % 10n}`)) === 'fresh') accepted++
  }
  expect(accepted).toBe(37n)
  expect(guard.check(record(now, 'u0', 'stranger-0'), now, 0)).toBe('replayed')
  expect(accept(guard, record(now, 'u', 'validator'), now, 1_000)).toBe('fresh')
})

test('one key cannot take all room', () => {
  const guard = createReplayGuard(100)
  for (let at = 0n; at < 100n; at++) accept(guard, record(now + at, `u${at}`, 'greedy'), now, 5)
  expect(accept(guard, record(now + 1_000n, 'x', 'greedy'), now, 5)).toBe('full')
  expect(accept(guard, record(now, 'u', 'other'), now, 5)).toBe('fresh')
})
