import { afterEach, expect, test } from 'vitest'
import { createNews } from './create-news.ts'
import type { NewsResult } from './news.ts'
import { gdelt } from './providers/gdelt.ts'
import { googleNews } from './providers/google.ts'
import { type NewsWorld, sampleArticles, startNewsWorld } from './testing/news-world.ts'

const asOf = new Date('2025-03-10T12:00:00Z')
const signal = new AbortController().signal
const opened: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function world(fault?: Parameters<typeof startNewsWorld>[0]['fault'], at = asOf): Promise<NewsWorld> {
  const started = await startNewsWorld({ articles: sampleArticles(at), ...(fault && { fault }) })
  opened.push(started)
  return started
}

function both(baseUrl: string) {
  return [googleNews({ baseUrl, minIntervalMs: 0 }), gdelt({ baseUrl, minIntervalMs: 0 })]
}

test('gives what was published before the as-of time, and nothing else', async () => {
  const { baseUrl, requests } = await world()
  const news = createNews({ providers: both(baseUrl) })
  const { articles, dropped, calls } = await news.search({ query: 'main rate', asOf, limit: 50, signal })
  const good = sampleArticles(asOf).filter(({ kind }) => kind === 'good')
  const titles = articles.map(({ title }) => title)
  expect(titles).toEqual(expect.arrayContaining(good.map(({ title }) => title)))
  // Only the pages tell of these: see the tests of article text.
  const known = [
    'BADWORLD background piece, rewritten after the event',
    'Analysts publish their outlook for the quarter',
    'Ferry line orders two ships for its northern route',
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

test('a provider that fails costs its articles, not the search', async () => {
  const { baseUrl } = await world(({ path }) => (path.startsWith('/rss') ? { status: 403 } : null))
  const news = createNews({ providers: both(baseUrl) })
  const { articles, byProvider } = await news.search({ query: 'rate', asOf, limit: 20, signal })
  expect(articles.length).toBeGreaterThan(3)
  expect(byProvider).toMatchObject({ google: { calls: 1, found: 0, failures: ['E_NEWS_REQUEST'] } })
})

const allowPrivateHosts = true
const goodTitles = sampleArticles(asOf)
  .filter(({ kind }) => kind === 'good')
  .map(({ title }) => title)

/** Every word that reached the caller. */
const words = (result: NewsResult) => JSON.stringify(result.articles)

test('reads the pages of live articles, and gives no word of a bad one', async () => {
  const { baseUrl } = await world()
  const nowMs = () => asOf.getTime() + 2_000
  const news = createNews({ providers: both(baseUrl), articleText: { allowPrivateHosts }, nowMs })
  opened.push(news)
  const result = await news.search({ query: 'rate', asOf, limit: 30, signal })
  expect(result.articles.map(({ title }) => title).toSorted()).toEqual(goodTitles.toSorted())
  expect(result.articles.every(({ text, textFrom }) => text.length > 200 && textFrom === 'page')).toBe(true)
  expect(words(result)).not.toContain('BADWORLD')
  expect(result.dropped).toMatchObject({ 'updated-later': 2, hostile: 6 })
})

test('a backtest gives no text of a page, and heeds what the pages tell of changes', async () => {
  const { baseUrl } = await world()
  const news = createNews({ providers: both(baseUrl), articleText: { allowPrivateHosts } })
  opened.push(news)
  const result = await news.search({ query: 'rate', asOf, limit: 30, signal })
  expect(result.articles.map(({ title }) => title).toSorted()).toEqual(goodTitles.toSorted())
  expect(result.articles.every(({ text }) => text === '')).toBe(true)
  expect(words(result)).not.toContain('BADWORLD')
  expect(result).toMatchObject({ textsWithheld: goodTitles.length })
})

test('pages on private hosts are not read unless allowed', async () => {
  const { baseUrl, requests } = await world()
  const news = createNews({ providers: both(baseUrl), articleText: true, nowMs: () => asOf.getTime() })
  opened.push(news)
  const result = await news.search({ query: 'rate', asOf, limit: 30, signal })
  expect(result.articles.length).toBeGreaterThanOrEqual(goodTitles.length)
  expect(requests.filter(({ path }) => path.startsWith('/articles'))).toEqual([])
})

test('equal searches in flight are one', async () => {
  const { baseUrl, requests } = await world()
  const news = createNews({ providers: both(baseUrl) })
  const search = () => news.search({ query: 'rate', asOf, limit: 20, signal })
  const results = await Promise.all([search(), search(), search()])
  expect(requests).toHaveLength(2)
  expect(results.map(({ calls }) => calls)).toEqual([2, 0, 0])
  expect(results[2]?.articles).toEqual(results[0]?.articles)
})

test('one caller that gives up leaves the call to the others', async () => {
  const { baseUrl } = await world()
  const news = createNews({ providers: both(baseUrl) })
  const controller = new AbortController()
  const search = (signalOfCaller: AbortSignal) =>
    news.search({ query: 'rate', asOf, limit: 20, signal: signalOfCaller })
  const [first, second] = [search(controller.signal), search(signal)]
  controller.abort(new Error('enough'))
  await expect(first).rejects.toThrow('enough')
  expect((await second).articles.length).toBeGreaterThan(3)
})

test('with mode first the next provider is asked only where the one before gave nothing', async () => {
  const { baseUrl, requests } = await world()
  const news = createNews({ providers: both(baseUrl), mode: 'first' })
  await news.search({ query: 'rate', asOf, limit: 20, signal })
  expect(requests.map(({ path }) => path)).toEqual(['/rss/search'])
  const down = await world(({ path }) => (path.startsWith('/rss') ? { status: 404 } : null))
  const other = createNews({ providers: both(down.baseUrl), mode: 'first' })
  expect((await other.search({ query: 'rate', asOf, limit: 20, signal })).byProvider).toMatchObject({
    google: { failures: ['E_NEWS_REQUEST'] },
    gdelt: { calls: 1 },
  })
})

test.each([
  [{ query: ' \n ' }, 'no query'],
  [{ query: 'x', asOf: new Date(Number.NaN) }, 'asOf is no date'],
  [{ query: 'x', from: asOf }, 'from is not before asOf'],
  [{ query: 'x', limit: 0 }, 'limit is no whole number'],
])('refuses %j', async (wrong, message) => {
  const news = createNews({ providers: [] })
  await expect(news.search({ asOf, limit: 1, signal, ...wrong })).rejects.toThrow(message)
})

test('fits the port of the forecaster by its shape', async () => {
  const { baseUrl } = await world()
  interface Port {
    search(options: { query: string; asOf: Date; limit: number; signal: AbortSignal }): Promise<{
      readonly articles: readonly {
        url: string
        title: string
        source: string
        publishedAt: Date
        provider: string
        text: string
      }[]
      readonly calls: number
      readonly costUsd: number
    }>
  }
  const port: Port = createNews({ providers: both(baseUrl) })
  const { articles } = await port.search({ query: 'rate', asOf, limit: 1, signal })
  expect(articles).toHaveLength(1)
})
