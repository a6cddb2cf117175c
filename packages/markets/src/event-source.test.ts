import { expect, test } from 'vitest'
import { createEventSource } from './event-source.ts'
import { scriptedFetch } from './testing/scripted-fetch.ts'

const signal = new AbortController().signal
const item = (event_id: string) => ({
  event_id,
  title: 'Will it snow?',
  description: 'In Rome.',
  market_type: 'llm',
  created_at: 1_770_000_000,
  cutoff: 1_780_000_000,
  answer: null,
  event_metadata: { topic: 'weather' },
})

test('reads every page, and leaves out what is no event', async () => {
  const pages = [
    Array.from({ length: 50 }, (_, index) => item(`e${index}`)),
    [item('last'), { event_id: 7 }, null],
  ]
  const { fetch, asked } = scriptedFetch((url) => ({
    json: { count: 53, items: pages[Number(url.searchParams.get('offset')) / 50] },
  }))
  const source = createEventSource({ baseUrl: 'http://127.0.0.1:1/', fetch })
  const events = await source.events({ from: new Date(1_769_999_999_500), signal })
  expect(events).toHaveLength(51)
  expect(events.at(-1)).toEqual({
    eventId: 'last',
    title: 'Will it snow?',
    description: 'In Rome.',
    marketType: 'llm',
    createdAtUnixSeconds: 1_770_000_000,
    cutoffUnixSeconds: 1_780_000_000,
    answer: null,
    metadata: { topic: 'weather' },
  })
  expect(asked[0]?.href).toBe('http://127.0.0.1:1/api/v2/events?from_date=1769999999&offset=0&limit=50')
})

test('reads answers and what was taken back', async () => {
  const { fetch } = scriptedFetch((url) => ({
    json: {
      items: url.pathname.endsWith('resolved')
        ? [
            { event_id: 'a', answer: 1, resolved_at: '2026-03-01T00:00:00Z' },
            { event_id: 'b', answer: 0.5, resolved_at: '2026-03-01T00:00:00Z' },
          ]
        : [{ event_id: 'c', deleted_at: '2026-03-01T00:00:00Z' }],
    },
  }))
  const source = createEventSource({ baseUrl: 'http://127.0.0.1:1', fetch })
  const since = new Date('2026-02-01T00:00:00Z')
  expect(await source.resolved({ since, signal })).toEqual([
    { eventId: 'a', answer: 1, resolvedAt: new Date('2026-03-01T00:00:00Z') },
  ])
  expect(await source.deleted({ since, signal })).toEqual(['c'])
})

test.each([
  ['a page of HTML', { text: '<html>' }, 'E_MARKET_ANSWER'],
  ['another shape', { json: [] }, 'E_MARKET_ANSWER'],
  ['a refusal', { status: 403 }, 'E_MARKET_HTTP'],
])('says what is wrong with %s', async (_, answer, code) => {
  const { fetch } = scriptedFetch(() => answer)
  const source = createEventSource({ baseUrl: 'http://127.0.0.1:1', fetch })
  await expect(source.events({ from: new Date(0), signal })).rejects.toMatchObject({ code })
})
