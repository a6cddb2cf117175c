import { createManualClock } from '@ig/miner'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { noticeForTest } from '../testing/notice-for-test.ts'
import { createSilentLog } from '../testing/silent-log.ts'
import { createOutbox } from './outbox.ts'
import type { Sent } from './send-notice.ts'

const taken: Sent = { ok: true, status: 200 }
const down: Sent = { ok: false, why: 'ECONNREFUSED', retryable: true, retryAfterMs: null }
const refused: Sent = { ok: false, why: 'status 404', retryable: false, retryAfterMs: null }
const busy: Sent = { ok: false, why: 'status 429', retryable: true, retryAfterMs: 90_000 }
const START_MS = Date.UTC(2026, 0, 1)

function openOutbox(answers: readonly Sent[], random = () => 0.5) {
  const clock = createManualClock(START_MS)
  const { log, lines } = createSilentLog()
  const tries: [title: string, atSeconds: number][] = []
  const outbox = createOutbox({
    async send({ title }) {
      const answer = answers[tries.length] ?? taken
      tries.push([title, clock.monotonicMs() / 1000])
      return answer
    },
    initial: [],
    onChange: () => {},
    clock,
    random,
    log,
  })
  return { outbox, clock, tries, lines }
}

test('what is not taken is tried again, later each time, and what comes after waits its turn', async () => {
  const { outbox, clock, tries } = openOutbox([down, down, busy, taken, taken])
  outbox.add([noticeForTest({ title: 'first' })])
  await clock.advance(1_000)
  outbox.add([noticeForTest({ title: 'second' })])
  await clock.advance(200_000)
  expect(tries).toEqual([
    ['first', 0],
    ['first', 2],
    ['first', 6],
    ['first', 96],
    ['second', 96],
  ])
  expect(outbox.waiting()).toEqual([])
})

test('what is refused for good is given up and said once, and the next one goes', async () => {
  const { outbox, clock, tries, lines } = openOutbox([refused, taken])
  outbox.add([noticeForTest({ title: 'first' }), noticeForTest({ title: 'second' })])
  await clock.advance(0)
  expect(tries.map(([title]) => title)).toEqual(['first', 'second'])
  expect(lines).toMatchObject([{ level: 50, why: 'status 404', rule: 'chain' }])
})

test('an outage is one line in the log, and after a day a notice is no news', async () => {
  const { outbox, clock, tries, lines } = openOutbox(Array<Sent>(1_000).fill(down))
  outbox.add([noticeForTest()])
  await clock.advance(25 * 3_600_000)
  expect(outbox.waiting()).toEqual([])
  expect(lines.map(({ level }) => level)).toEqual([40, 50])
  expect(tries.length).toBeLessThan(120)
})

test('stopping tries once more what waits, and waits no longer than it may', async () => {
  const waits = openOutbox([down, taken])
  waits.outbox.add([noticeForTest()])
  await waits.clock.advance(0)
  await waits.outbox.stop({ graceMs: 3_000 })
  expect(waits.tries).toHaveLength(2)
  expect([waits.outbox.waiting().length, waits.clock.pending()]).toEqual([0, 0])

  const clock = createManualClock(START_MS)
  const { log } = createSilentLog()
  const hangs = createOutbox({
    send: (_notice, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(down), { once: true })),
    initial: [{ notice: noticeForTest(), addedAtMs: START_MS }],
    onChange: () => {},
    clock,
    random: Math.random,
    log,
  })
  const stopping = hangs.stop({ graceMs: 3_000 })
  await clock.advance(3_000)
  await stopping
  // It is kept for the next process.
  expect(hangs.waiting()).toHaveLength(1)
})

test('each notice that is not dropped is taken once, in order, whatever fails before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(taken, down, busy), { maxLength: 40 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 8 }),
      fc.float({ min: 0, max: 1, noNaN: true }),
      async (answers, batches, luck) => {
        const { outbox, clock, tries } = openOutbox(answers, () => luck)
        let count = 0
        for (const size of batches) {
          outbox.add(Array.from({ length: size }, () => noticeForTest({ title: String(count++) })))
          await clock.advance(1_500)
        }
        await clock.advance(12 * 3_600_000)
        const delivered = tries.filter((_try, index) => (answers[index] ?? taken).ok).map(([title]) => title)
        expect(delivered).toEqual(Array.from({ length: count }, (_, index) => String(index)))
      },
    ),
    { numRuns: 30 },
  )
})

test('more than fifty that wait are too many', async () => {
  const { outbox, clock } = openOutbox(Array<Sent>(1_000).fill(down))
  for (let index = 0; index < 80; index++) outbox.add([noticeForTest({ title: String(index) })])
  await clock.advance(0)
  expect(outbox.waiting()).toHaveLength(50)
  expect(outbox.waiting().at(-1)?.notice.title).toBe('79')
})
