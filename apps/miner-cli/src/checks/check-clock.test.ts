import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkClock } from './check-clock.ts'
import { boundsOf, combineBounds, leastOffsetMs } from './clock-offset.ts'

const RIGHT_MS = Date.UTC(2026, 10, 23, 12, 0, 0, 400)

/** A server whose clock is right, and a machine whose clock is ahead by `aheadMs`; no time passes but pauses and trips. */
function world(aheadMs: number, { tripMs = 20, headers = {} } = {}) {
  let rightMs = RIGHT_MS
  const asked: string[] = []
  return {
    asked,
    options: {
      url: 'https://node.example/',
      block: async () => null,
      nowMs: () => rightMs + aheadMs,
      pause: async (ms: number) => {
        rightMs += ms
      },
      signal: new AbortController().signal,
      fetch: (async (url: string, init: RequestInit) => {
        asked.push(`${init.method} ${url}`)
        rightMs += tripMs / 2
        const date = new Date(rightMs).toUTCString()
        rightMs += tripMs / 2
        return new Response(null, { status: 426, headers: { date, ...headers } })
      }) as typeof fetch,
    },
  }
}

test.each([
  [0, 'ok'],
  [800, 'ok'],
  [-800, 'ok'],
  [1_600, 'warn'],
  [-1_600, 'warn'],
  [3_500, 'fail'],
  [-3_600_000, 'fail'],
] as const)('a clock that is %d ms ahead is %s', async (aheadMs, state) => {
  expect(await checkClock(world(aheadMs).options)).toMatchObject({ name: 'clock', state })
})

test('it says by how much, by whom, and what sets the clock', async () => {
  const { options, asked } = world(2_200)
  const { seen, mend } = await checkClock(options)
  expect(seen).toMatch(/^2\.\d s ahead \(±0\.\d s\) by node\.example$/)
  expect(mend).toContain('timedatectl set-ntp true')
  expect(asked).toEqual(Array(4).fill('HEAD https://node.example/'))
})

test('one answer is enough where there is no doubt', async () => {
  for (const aheadMs of [0, 60_000]) {
    const { options, asked } = world(aheadMs)
    await checkClock(options)
    expect(asked).toHaveLength(1)
  }
})

test('a server on this machine has its clock: the newest block may know better', async () => {
  const { options } = world(0)
  const local = { ...options, url: 'http://127.0.0.1:9944/' }
  expect(await checkClock(local)).toMatchObject({ state: 'ok', seen: expect.stringContaining('same clock') })
  const block = async () => ({ timestampMs: 10_000, readAtMs: 5_000 })
  expect(await checkClock({ ...local, block })).toMatchObject({ state: 'fail' })
})

describe('by the chain alone', () => {
  const without = (block: { timestampMs: number; readAtMs: number } | null) =>
    checkClock({ ...world(0).options, url: null, block: async () => block })

  test('a clock before the newest block is behind', async () => {
    expect(await without({ timestampMs: 10_000, readAtMs: 8_500 })).toMatchObject({ state: 'warn' })
    expect(await without({ timestampMs: 10_000, readAtMs: 5_000 })).toMatchObject({
      state: 'fail',
      seen: 'at least 5.0 s behind the newest block',
    })
  })

  test('an old block proves nothing, and nobody asked neither', async () => {
    expect(await without({ timestampMs: 10_000, readAtMs: 22_000 })).toMatchObject({ state: 'skip' })
    expect(await without(null)).toMatchObject({
      state: 'skip',
      mend: expect.stringContaining('pnpm miner doctor --online'),
    })
  })
})

test('what a cache kept, or a server without the time, is no witness', async () => {
  const cached = world(9_000, { headers: { age: '30' } })
  expect(await checkClock(cached.options)).toMatchObject({ state: 'skip' })
  const refused = { ...world(0).options, fetch: () => Promise.reject(new TypeError('fetch failed')) }
  expect(await checkClock(refused)).toMatchObject({ state: 'skip' })
})

test('the true offset always lies within the bounds', () => {
  const trip = fc.record({
    sentMs: fc.integer({ min: 0, max: 10_000 }),
    thereMs: fc.integer({ min: 0, max: 3_000 }),
    backMs: fc.integer({ min: 0, max: 3_000 }),
  })
  fc.assert(
    fc.property(fc.integer({ min: -1e7, max: 1e7 }), fc.array(trip, { minLength: 1 }), (aheadMs, trips) => {
      const bounds = combineBounds(
        trips.map(({ sentMs, thereMs, backMs }) =>
          boundsOf({
            sentAtMs: sentMs + aheadMs,
            receivedAtMs: sentMs + thereMs + backMs + aheadMs,
            dateMs: Math.floor((sentMs + thereMs) / 1_000) * 1_000,
          }),
        ),
      )
      expect(bounds.fromMs).toBeLessThanOrEqual(aheadMs)
      expect(bounds.toMs).toBeGreaterThanOrEqual(aheadMs)
      expect(leastOffsetMs(bounds)).toBeLessThanOrEqual(Math.abs(aheadMs))
    }),
  )
})
