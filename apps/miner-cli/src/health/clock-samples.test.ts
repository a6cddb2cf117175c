import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createClockSamples } from './clock-samples.ts'

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5)
const httpDate = (ms: number) => new Date(ms).toUTCString()

test('nothing is known before a server was heard, or long after', () => {
  let nowMs = NOW_MS
  const samples = createClockSamples(() => nowMs)
  expect(samples.offset()).toBeNull()
  samples.saw('https://a', httpDate(NOW_MS))
  samples.saw('https://a', 'yesterday, or so')
  expect(samples.offset()).toEqual({ offsetMs: -500, servers: 1 })
  expect([samples.wants('https://a'), samples.wants('https://b')]).toEqual([false, true])
  nowMs += 60_000
  expect(samples.wants('https://a')).toBe(true)
  nowMs += 30 * 60_000
  expect(samples.offset()).toBeNull()
})

test('a clock that is off is seen within a second, whatever a minority of servers says', () => {
  const server = fc.record({
    delayMs: fc.integer({ min: 0, max: 400 }),
    phaseMs: fc.integer({ min: 0, max: 999 }),
  })
  fc.assert(
    fc.property(
      fc.integer({ min: -3_600_000, max: 3_600_000 }),
      fc.array(server, { minLength: 3, maxLength: 9 }),
      fc.array(fc.integer({ min: -1e12, max: 1e12 }), { maxLength: 2 }),
      (offMs, servers, liars) => {
        const lies = liars.slice(0, Math.floor((servers.length - 1) / 2))
        const samples = createClockSamples(() => NOW_MS)
        for (const [index, { delayMs, phaseMs }] of servers.entries()) {
          const trueMs = NOW_MS - offMs - delayMs
          samples.saw(`https://${index}`, httpDate(trueMs - (phaseMs % 1000)))
        }
        for (const [index, lie] of lies.entries())
          samples.saw(`https://liar-${index}`, httpDate(NOW_MS + lie))
        const seen = samples.offset()
        // Cut to whole seconds, with the way back: at most 2.4 s late, half a second of it taken back.
        expect((seen?.offsetMs ?? Number.NaN) - offMs).toBeGreaterThanOrEqual(-500)
        expect((seen?.offsetMs ?? Number.NaN) - offMs).toBeLessThanOrEqual(1_900)
      },
    ),
  )
})

test('remembers the last thirty-two servers', () => {
  const samples = createClockSamples(() => NOW_MS)
  for (let index = 0; index < 1_000; index++) samples.saw(`https://${index}`, httpDate(NOW_MS))
  expect(samples.offset()?.servers).toBe(32)
})
