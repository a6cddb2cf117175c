import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatTao, parseTao } from './tao.ts'

const anyRao = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })

test('what is printed is read back exactly', () => {
  fc.assert(
    fc.property(anyRao, (rao) => {
      expect(parseTao(formatTao(rao), '--amount')).toBe(rao)
    }),
  )
})

test('zeros before and behind change nothing', () => {
  const zeros = fc.nat({ max: 6 }).map((count) => '0'.repeat(count))
  fc.assert(
    fc.property(anyRao, zeros, (rao, before) => {
      const short = formatTao(rao)
        .slice(1)
        .replace(/\.?0+$/, '')
      expect(parseTao(before + short, '--amount')).toBe(rao)
    }),
  )
})

test.each([
  ['1', 1_000_000_000n],
  ['τ0.000000001', 1n],
  ['.5', 500_000_000n],
  ['2.', 2_000_000_000n],
  // As a double this would be 9007199254740993.0 rao off by one.
  ['9007199.254740993', 9_007_199_254_740_993n],
])('%s', (text, rao) => {
  expect(parseTao(text, '--amount')).toBe(rao)
})

describe('refuses', () => {
  test.each(['', '.', 'τ', '-1', '+1', '1e3', '1,5', '0x10', '1 2', 'NaN', '0.0000000001', '99999999999'])(
    '%j',
    (text) => {
      expect(() => parseTao(text, '--amount')).toThrowErrorMatchingSnapshot()
    },
  )
})
