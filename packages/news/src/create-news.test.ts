import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createNews } from './create-news.ts'
import { gdelt } from './providers/gdelt.ts'
import { googleNews } from './providers/google.ts'
import { openCassette } from './store/cassette.ts'
import { type NewsWorld, sampleArticles, startNewsWorld } from './testing/news-world.ts'

const asOf = new Date('2025-03-10T12:00:00Z')
const signal = new AbortController().signal
const opened: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function world(fault?: Parameters<typeof startNewsWorld>[0]['fault']): Promise<NewsWorld> {
  const started = await startNewsWorld({ articles: sampleArticles(asOf), ...(fault && { fault }) })
  opened.push(started)
  return started
}

function both(baseUrl: string) {
  return [googleNews({ baseUrl, minIntervalMs: 0 }), gdelt({ baseUrl, minIntervalMs: 0 })]
}

function temporaryFile(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ig-news-'))
  opened.push({ close: () => rmSync(folder, { recursive: true }) })
  return join(folder, name)
}

test('gives what was published before the as-of time, and nothing else', async () => {
  const { baseUrl, requests } = await world()
  const news = createNews({ providers: both(baseUrl) })
  const { articles, dropped, calls } = await news.search({ query: 'main rate', asOf, limit: 50, signal })
  const good = sampleArticles(asOf).filter(({ kind }) => kind === 'good')
  const titles = articles.map(({ title }) => title)
  expect(titles).toEqual(expect.arrayContaining(good.map(({ title }) => title)))
  // Only the pages tell of these two: see the tests of article text.
  const known = [
    'BADWORLD background piece, rewritten after the event',
    'Analysts publish their outlook for the quarter',
  ]
  expect(titles.filter((title) => !good.some((one) => one.title === title)).toSorted()).toEqual(
    known.toSorted(),
  )
  expect(articles.every(({ publishedAt }) => publishedAt < asOf)).toBe(true)
  expect(dropped).toMatchObject({ 'updated-later': 1, hostile: 4 })
  expect(dropped.late).toBeGreaterThan(5)
  expect(calls).toBe(2)
  expect(requests.map(({ query }) => query.q ?? query.enddatetime).toSorted()).toEqual([
    '20250310120000',
    'main rate after:2024-12-10 before:2025-03-11',
  ])
})

test('a recorded run replays byte for byte without a call', async () => {
  const { baseUrl, requests } = await world()
  const path = temporaryFile('run.jsonl')
  const run = async (mode: 'record' | 'replay') => {
    const cassette = openCassette({ path, mode })
    const news = createNews({ providers: both(baseUrl), cache: cassette })
    const { articles, dropped, recorded, calls } = await news.search({
      query: 'rate',
      asOf,
      limit: 20,
      signal,
    })
    cassette.close()
    return { text: JSON.stringify({ articles, dropped, recorded }), calls }
  }
  const first = await run('record')
  const second = await run('replay')
  expect(first.calls).toBe(2)
  expect(second).toEqual({ text: first.text, calls: 0 })
  expect(requests).toHaveLength(2)
})

test('a provider that fails costs its articles, not the search', async () => {
  const { baseUrl } = await world(({ path }) => (path.startsWith('/rss') ? { status: 403 } : null))
  const news = createNews({ providers: both(baseUrl) })
  const { articles, byProvider } = await news.search({ query: 'rate', asOf, limit: 20, signal })
  expect(articles.length).toBeGreaterThan(3)
  expect(byProvider).toMatchObject({ google: { calls: 1, found: 0, failures: ['E_NEWS_REQUEST'] } })
})
