import { expect, test } from 'vitest'
import { liveEvents, marketPrice } from './simulation.ts'
import { pollText, resolutionText } from './validator-report.ts'

const nowMs = Date.UTC(2026, 0, 1)
const events = liveEvents(1, nowMs).map((event) => ({
  event,
  probability: 0.5,
  market: marketPrice(1, event.eventId, nowMs),
}))

test('a poll is a sentence and a short table', () => {
  const { msg, lines } = pollText({
    kind: 'poll',
    poll: 1,
    askedAtMs: nowMs,
    durationMs: 12.3,
    statusCode: 200,
    statusMessage: 'Success',
    events,
  })
  expect(`${msg}\n${lines.join('\n')}`).toMatchSnapshot()
})

test('an unanswered poll says why', () => {
  const poll = { kind: 'poll', poll: 2, askedAtMs: nowMs, durationMs: 1, events } as const
  expect(pollText({ ...poll, statusCode: 503, statusMessage: 'no connection' }).msg).toContain(
    '503: no connection',
  )
})

test('a resolution is shown with the score so far', () => {
  const score = { miner: 0.1, market: 0.2, half: 0.25 }
  const event = {
    eventId: 'x',
    description: 'Will it?',
    outcome: 1 as const,
    probability: score,
    brier: score,
    peer: score,
  }
  const { msg, lines } = resolutionText({
    kind: 'resolved',
    events: [event],
    total: { resolved: 1, brier: score, peer: score },
  })
  expect(`${msg}\n${lines.join('\n')}`).toMatchSnapshot()
})
