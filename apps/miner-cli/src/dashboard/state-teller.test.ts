import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { statusForTest } from '../testing/status-for-test.ts'
import { createStateTeller } from './state-teller.ts'
import type { ToWorker } from './worker-messages.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function openTeller({ costMs = 0 } = {}) {
  let nowMs = 0
  let listener = (_line: string) => {}
  const told: ToWorker[] = []
  const errors: unknown[] = []
  let failure: Error | null = null
  const teller = createStateTeller({
    snapshot() {
      nowMs += costMs
      if (failure) throw failure
      return { status: statusForTest(), minutes: [], takenAtMs: 0 }
    },
    log: {
      recentLines: () => ['before'],
      listen(given) {
        listener = given
        return () => {}
      },
    },
    onError: (error) => errors.push(error),
    nowMs: () => nowMs,
  })
  return {
    teller,
    told,
    errors,
    say: (line: string) => listener(line),
    fail(error: Error | null) {
      failure = error
    },
    pass(ms: number) {
      nowMs += ms
      vi.advanceTimersByTime(ms)
    },
  }
}

test('the dashboard hears of the miner every five seconds, and every second while somebody looks', () => {
  const { teller, told, pass } = openTeller()
  teller.tell((message) => told.push(message))
  expect(told).toHaveLength(1)
  pass(10_000)
  expect(told).toHaveLength(3)
  teller.setWatched(true)
  pass(10_000)
  expect(told).toHaveLength(14)
  teller.setWatched(false)
  pass(10_000)
  expect(told).toHaveLength(16)
  teller.stop()
})

test('every log line is told once, those of before first', () => {
  const { teller, told, say, pass } = openTeller()
  teller.tell((message) => told.push(message))
  say('after')
  pass(10_000)
  expect(told.map((message) => message.kind === 'state' && message.logLines)).toEqual([
    ['before'],
    ['after'],
    [],
  ])
  teller.stop()
})

test('where it takes long to say how things are, it is said less often', () => {
  const { teller, told, pass } = openTeller({ costMs: 20 })
  teller.tell((message) => told.push(message))
  teller.setWatched(true)
  told.length = 0
  for (let second = 0; second < 20; second++) {
    pass(1_000)
    // Pages come and go, and ask.
    teller.tellSoon()
    teller.setWatched(false)
    teller.setWatched(true)
  }
  expect(told.length).toBeLessThanOrEqual(5)
  teller.stop()
})

test('a miner that cannot say how it is goes on, and what it logged meanwhile is told later', () => {
  const { teller, told, errors, say, fail, pass } = openTeller()
  teller.tell((message) => told.push(message))
  fail(new Error('no'))
  say('meanwhile')
  pass(5_000)
  fail(null)
  pass(5_000)
  expect(errors).toHaveLength(1)
  expect(told.at(-1)).toMatchObject({ logLines: ['meanwhile'] })
  teller.stop()
})
