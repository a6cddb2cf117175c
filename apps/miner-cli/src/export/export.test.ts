import type { ResolvedHistory, StoredForecast } from '@ig/miner'
import { describe, expect, test } from 'vitest'
import { finetuneFormat } from './finetune.ts'
import { voicesOf } from './voices.ts'

const MADE_AT_MS = Date.UTC(2026, 0, 10)
const REASONING = `0.620 from 2 samples. Seen apart: the market 0.400 (polymarket).

[0.700] The works are ahead of time [1].
+ They are ahead of time [1].
- The inspection is open.

[0.300] The inspection decides.
- It is open.

[outside view, 0.500] Such things are even.

Sources:
[1] Works ahead of time (The Daily Example, 2026-01-09) https://news.example/1?token=canary`

const forecast = (changes: Partial<StoredForecast> = {}): StoredForecast => ({
  id: 1,
  eventKey: 'ifgames-1',
  revision: 1,
  madeAtMs: MADE_AT_MS,
  probability: 0.62,
  basis: 'model',
  confidence: 0.7,
  market: 0.4,
  reasoning: REASONING,
  samples: [0.7, 0.3],
  evidence: [
    articleOf('Works ahead of time', '2026-01-09T00:00:00.000Z'),
    articleOf('Bridge opened', '2026-02-01T00:00:00.000Z'),
    { title: 'Undated' },
  ],
  costUsd: 0.01,
  ...changes,
})

function articleOf(title: string, publishedAt: string) {
  return {
    url: 'https://news.example/1?token=canary',
    title,
    source: 'The Daily Example',
    publishedAt,
    provider: 'google',
    relevance: 5,
  }
}

const history = (outcome: 0 | 1, forecasts: readonly StoredForecast[]): ResolvedHistory => ({
  event: {
    key: 'ifgames-1',
    eventId: '1',
    marketType: 'LLM',
    description: 'Will the bridge open by February?',
    cutoffUnixSeconds: Date.UTC(2026, 1, 1) / 1000,
    metadata: {},
  },
  outcome,
  resolvedAtMs: Date.UTC(2026, 1, 2),
  forecasts,
  prices: [],
})

const lessonOf = (event: ResolvedHistory) => {
  const text = finetuneFormat.write(event) ?? ''
  const { messages, ...more } = JSON.parse(text)
  expect(more).toEqual({})
  return { text, messages, answer: JSON.parse(messages[2].content) }
}

describe('a lesson', () => {
  test('is a chat of three in one line, with what was known then and what came true', () => {
    const { text, messages, answer } = lessonOf(history(1, [forecast()]))
    expect(text.trimEnd()).not.toContain('\n')
    expect(messages.map(({ role }: { role: string }) => role)).toEqual(['system', 'user', 'assistant'])
    expect(messages[1].content).toContain('Will the bridge open by February?')
    expect(messages[1].content).toContain('Works ahead of time')
    expect(answer).toEqual({
      for: ['They are ahead of time [1].'],
      against: ['The inspection is open.'],
      reasoning: 'The works are ahead of time [1].',
      probability: 0.97,
    })
  })

  test('knows nothing of later or undated news, of the price and of links', () => {
    const { text } = lessonOf(history(0, [forecast()]))
    expect(text).not.toMatch(/Bridge opened|Undated|0\.400|canary|https:/)
  })

  test('takes the reasons of the sample that leaned to the outcome, or none', () => {
    expect(lessonOf(history(0, [forecast()])).answer).toMatchObject({
      reasoning: 'The inspection decides.',
      probability: 0.03,
    })
    const wrong = forecast({ reasoning: '0.300 from 1 sample.\n\n[0.300] It will not.\n- No.' })
    expect(lessonOf(history(1, [wrong])).answer).toEqual({
      for: [],
      against: [],
      reasoning: '',
      probability: 0.97,
    })
  })

  test('is made of the forecast that had read most, and of none without a model', () => {
    const later = forecast({ evidence: [], madeAtMs: MADE_AT_MS + 1 })
    expect(lessonOf(history(1, [later, forecast()])).messages[1].content).toContain('Works ahead')
    expect(finetuneFormat.write(history(1, [forecast({ basis: 'market' })]))).toBe(null)
  })
})

test('only samples have a voice', () => {
  expect(voicesOf(REASONING).map(({ probability }) => probability)).toEqual([0.7, 0.3])
  expect(voicesOf('The market says so.')).toEqual([])
})
