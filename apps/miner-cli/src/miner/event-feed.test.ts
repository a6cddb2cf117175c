import { IgError } from '@ig/errors'
import type { EventSource, SourceEvent } from '@ig/markets'
import { createManualClock, type MinerEvent } from '@ig/miner'
import { expect, onTestFinished, test } from 'vitest'
import { createSilentLog } from '../testing/silent-log.ts'
import { createEventFeed } from './event-feed.ts'

const START_MS = Date.UTC(2026, 0, 10)
const POLL_MS = 300_000

const sourceEvent: SourceEvent = {
  eventId: 'ab-1',
  title: 'Will it rain?',
  description: 'By the airport.',
  marketType: 'llm',
  createdAtUnixSeconds: START_MS / 1000,
  cutoffUnixSeconds: START_MS / 1000 + 86_400,
  answer: null,
  metadata: { topics: ['weather'] },
}

function openFeed(source: Partial<EventSource>) {
  const clock = createManualClock(START_MS)
  const { log, lines } = createSilentLog()
  const expected: MinerEvent[] = []
  const outcomes: unknown[] = []
  const feed = createEventFeed({
    source: { events: async () => [], resolved: async () => [], deleted: async () => [], ...source },
    taker: {
      expect: (events) => expected.push(...events),
      recordOutcome(key, ...outcome) {
        if (key === 'ifgames-unknown') throw new IgError({ code: 'E_EVENT_UNKNOWN', message: 'Unknown.' })
        outcomes.push([key, ...outcome])
      },
    },
    pollMs: POLL_MS,
    clock,
    log,
  })
  onTestFinished(() => feed.stop())
  feed.start()
  return { clock, lines, expected, outcomes }
}

test('open events are taken as validators will ask about them, and outcomes recorded', async () => {
  const resolvedAt = new Date(START_MS)
  const { clock, expected, outcomes, lines } = openFeed({
    events: async () => [sourceEvent, { ...sourceEvent, eventId: 'done', answer: 1 }],
    resolved: async () => [
      { eventId: 'unknown', answer: 0, resolvedAt },
      { eventId: 'done', answer: 1, resolvedAt },
    ],
  })
  await clock.advance(1_000)
  expect(expected).toEqual([
    {
      key: 'ifgames-ab-1',
      eventId: 'ab-1',
      marketType: 'LLM',
      description: 'Will it rain? ==Further Information==: By the airport.',
      cutoffUnixSeconds: sourceEvent.cutoffUnixSeconds,
      metadata: { topics: ['weather'] },
    },
  ])
  expect(outcomes).toEqual([['ifgames-done', 1, START_MS]])
  expect(lines).toEqual([])
})

test('asks for weeks at first, then for what is new, and says once that it fails', async () => {
  const asked: number[] = []
  let isDown = true
  const { clock, lines } = openFeed({
    events: async ({ from }) => {
      asked.push(from.getTime())
      if (isDown) throw new Error('no route')
      return []
    },
  })
  await clock.advance(2 * POLL_MS)
  isDown = false
  await clock.advance(2 * POLL_MS)
  const backMs = asked.map((from, poll) => START_MS + poll * POLL_MS - from)
  const weeks = 60 * 86_400_000
  expect(backMs).toEqual([weeks, weeks, weeks, weeks, POLL_MS + 3_600_000])
  expect(lines.filter(({ level }) => level === 40)).toHaveLength(1)
})
