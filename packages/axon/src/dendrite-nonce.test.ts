import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNonceSource, systemNowNs } from './dendrite-nonce.ts'

test('increases strictly, however the clock goes, and is never behind it', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(0n, 2n ** 62n), { minLength: 2 }), (times) => {
      let at = 0
      const next = createNonceSource(() => times[at++] ?? 0n)
      let last = -1n
      for (const time of times) {
        const nonceNs = next()
        expect(nonceNs > last && nonceNs >= time).toBe(true)
        last = nonceNs
      }
    }),
  )
})

test('the system clock is in nanoseconds since the Unix epoch', () => {
  const apartMs = Number(systemNowNs() / 1_000_000n) - Date.now()
  expect(Math.abs(apartMs)).toBeLessThan(1_000)
})
