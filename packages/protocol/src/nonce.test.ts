import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeNonce, NONCE_MAX_WINDOW_NS, nonceWindowNs } from './nonce.ts'

const nowNs = 1_795_353_817_000_000_000n
const judge = (ageNs: bigint, timeoutSeconds: number | undefined, lastNonceNs?: bigint) =>
  judgeNonce({ nonceNs: nowNs - ageNs, nowNs, timeoutSeconds, lastNonceNs })

describe('limits are inclusive', () => {
  test.each([
    [12, 16_000_000_000n],
    [120, 124_000_000_000n],
    [1e9, 124_000_000_000n],
    [0.5, 4_500_000_000n],
    [0, 4_000_000_000n],
    [-5, 4_000_000_000n],
    [Number.NaN, 4_000_000_000n],
    [Number.POSITIVE_INFINITY, 124_000_000_000n],
    [Number.NEGATIVE_INFINITY, 4_000_000_000n],
    [undefined, 16_000_000_000n],
  ])('timeout %s', (timeoutSeconds, windowNs) => {
    expect(judge(windowNs, timeoutSeconds)).toEqual({ ok: true })
    expect(judge(windowNs + 1n, timeoutSeconds)).toMatchObject({ ok: false, reason: 'too-old' })
    expect(judge(-4_000_000_000n, timeoutSeconds)).toEqual({ ok: true })
    expect(judge(-4_000_000_001n, timeoutSeconds)).toMatchObject({ ok: false, reason: 'in-future' })
  })
})

test('a nonce must be above the last one', () => {
  expect(judge(0n, 12, nowNs - 1n)).toEqual({ ok: true })
  expect(judge(0n, 12, nowNs)).toMatchObject({ reason: 'not-increasing' })
  expect(judge(0n, 12, nowNs + 1n)).toMatchObject({ reason: 'not-increasing' })
})

test('no timeout opens the window beyond its bounds', () => {
  fc.assert(
    fc.property(fc.double(), (timeoutSeconds) => {
      const windowNs = nonceWindowNs(timeoutSeconds)
      expect(windowNs >= 4_000_000_000n && windowNs <= NONCE_MAX_WINDOW_NS).toBe(true)
    }),
  )
})

test("the messages are the SDK's", () => {
  expect([
    judge(60_010_000_000n, 12),
    judge(-3_600_000_000_000n, 12),
    judge(1n, 12, nowNs),
  ]).toMatchInlineSnapshot(`
    [
      {
        "message": "Nonce is too old: acceptable delta is 16.00 seconds but request was 60.01 seconds old",
        "ok": false,
        "reason": "too-old",
      },
      {
        "message": "Nonce is in the future: acceptable delta is 4.00 seconds but request was 3600.00 seconds ahead",
        "ok": false,
        "reason": "in-future",
      },
      {
        "message": "Nonce is too old, a newer one was last processed",
        "ok": false,
        "reason": "not-increasing",
      },
    ]
  `)
})
