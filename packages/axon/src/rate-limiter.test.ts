import { expect, test } from 'vitest'
import { createRateLimiter } from './rate-limiter.ts'

test('allows a burst of three seconds, then the rate', () => {
  const limiter = createRateLimiter(20)
  let spent = 0
  while (limiter.spend('a', 0)) spent++
  expect(spent).toBe(60)
  expect(limiter.waitSeconds('a', 0)).toBeCloseTo(0.05)
  expect(limiter.spend('a', 49)).toBe(false)
  expect(limiter.spend('a', 51)).toBe(true)
  expect(limiter.spend('b', 51)).toBe(true)
})

test('asking spends nothing and remembers nobody', () => {
  const limiter = createRateLimiter(20)
  for (let at = 0; at < 1_000; at++) expect(limiter.waitSeconds('a', 0)).toBe(0)
  expect(limiter.size).toBe(0)
})

test('a clock that steps back takes no tokens away', () => {
  const limiter = createRateLimiter(1)
  limiter.spend('a', 1_000_000)
  expect(limiter.waitSeconds('a', 0)).toBe(0)
})

test('0 is no limit', () => {
  const limiter = createRateLimiter(0)
  for (let at = 0; at < 1_000; at++) expect(limiter.spend('a', 0)).toBe(true)
  expect(limiter.size).toBe(0)
})

test('keeps a bounded number of keys', () => {
  const limiter = createRateLimiter(20, 100)
  for (let at = 0; at < 1_000; at++) limiter.spend(String(at), 0)
  expect(limiter.size).toBe(100)
})

test('another rate holds from now on, and gives nobody a new burst', () => {
  const limiter = createRateLimiter(20)
  while (limiter.waitSeconds('a', 0) === 0) limiter.spend('a', 0)
  limiter.limitTo(2)
  expect(limiter.waitSeconds('a', 0)).toBeCloseTo(0.5)
  let spent = 0
  while (limiter.spend('a', 60_000)) spent++
  expect(spent).toBe(6)
  limiter.limitTo(0)
  expect(limiter.spend('a', 60_000)).toBe(true)
})
