import { IgError } from '@ig/errors'
import { INTERVAL_MS } from '@ig/scoring'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Attempt } from './plan.ts'
import { failedAttempt } from './retry.ts'

const retryable = new IgError({ code: 'E_RATE_LIMIT', message: 'Too many.', retryable: true })
const refused = new IgError({ code: 'E_KEY', message: 'The key is refused.' })

function fail(error: unknown, times: number, random = 0.5): Attempt {
  let attempt: Attempt | undefined
  for (let i = 0; i < times; i += 1)
    attempt = failedAttempt({ previous: attempt, error, nowMs: 0, random: () => random })
  return attempt as Attempt
}

test('waits twice as long after each failure', () => {
  expect([1, 2, 3].map((times) => fail(retryable, times).notBeforeMs)).toEqual([30_000, 60_000, 120_000])
})

test('comes back later to what a retry cannot help soon', () => {
  expect(fail(refused, 1).notBeforeMs).toBe(600_000)
  expect(fail(new TypeError('a bug'), 1).notBeforeMs).toBe(600_000)
})

test('waits at least as long as it is asked to', () => {
  const asked = new IgError({
    code: 'E_RATE_LIMIT',
    message: 'x',
    retryable: true,
    values: { retryAfterMs: 90_000 },
  })
  expect(fail(asked, 1).notBeforeMs).toBe(90_000)
})

test('keeps when it last succeeded', () => {
  const previous = { doneAtMs: 5, market: 0.4, failures: 0, notBeforeMs: 0 }
  expect(failedAttempt({ previous, error: refused, nowMs: 9, random: () => 0 })).toMatchObject({
    doneAtMs: 5,
    market: 0.4,
    failures: 1,
  })
})

test('never drops out: however often it fails, it is tried again within the interval', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(retryable, refused),
      fc.integer({ min: 1, max: 3000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (error, times, random) => {
        const { notBeforeMs } = fail(error, times, random)
        expect(notBeforeMs).toBeGreaterThan(0)
        expect(notBeforeMs).toBeLessThan(INTERVAL_MS)
      },
    ),
  )
})
