import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createNews } from './create-news.ts'
import type { NewsResult } from './news.ts'
import { gdelt } from './providers/gdelt.ts'
import { googleNews } from './providers/google.ts'
import { serpApi } from './providers/serp-api.ts'
import { openCassette } from './store/cassette.ts'
import { openNewsCache } from './store/news-cache.ts'
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
  expect(result.dropped).toMatchObject({ 'updated-later': 2, hostile: 5 })
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

test('a recorded run with pages and failures replays byte for byte without a call', async () => {
  const { baseUrl, requests } = await world(({ path }) =>
    path.startsWith('/api') ? { status: 403 } : path.endsWith('good-2') ? { status: 404 } : null,
  )
  const path = temporaryFile('run.jsonl')
  const run = async (mode: 'record' | 'replay', nowMs: number) => {
    const cassette = openCassette({ path, mode })
    const news = createNews({
      providers: both(baseUrl),
      cache: cassette,
      articleText: { allowPrivateHosts },
      nowMs: () => nowMs,
    })
    const { articles, dropped, recorded, textsWithheld, calls } = await news.search({
      query: 'rate',
      asOf,
      limit: 20,
      signal,
    })
    await news.close()
    cassette.close()
    return { text: JSON.stringify({ articles, dropped, recorded, textsWithheld }), calls }
  }
  const first = await run('record', asOf.getTime() + 1_000)
  const before = requests.length
  // A year later it is the same run: what counts is when the answers were fetched.
  const second = await run('replay', asOf.getTime() + 365 * 86_400_000)
  expect(first.text).toContain('The storm lost strength')
  expect(second.text).toBe(first.text)
  expect([first.calls, second.calls, requests.length - before]).toEqual([2, 0, 0])
})

test('a replay of a search that was not recorded is an error', async () => {
  const path = temporaryFile('run.jsonl')
  openCassette({ path, mode: 'record' }).close()
  const news = createNews({
    providers: both('http://127.0.0.1:9'),
    cache: openCassette({ path, mode: 'replay' }),
  })
  await expect(news.search({ query: 'rate', asOf, limit: 5, signal })).rejects.toMatchObject({
    code: 'E_NEWS_NOT_RECORDED',
  })
})

test('with the cache on the second search of the quarter of an hour makes no call, whatever the second', async () => {
  const now = new Date()
  const { baseUrl, requests } = await world(undefined, now)
  const cache = openNewsCache({ path: temporaryFile('news.sqlite') })
  opened.push(cache)
  let nowMs = now.getTime()
  const news = createNews({ providers: both(baseUrl), cache, nowMs: () => nowMs })
  const search = () => news.search({ query: 'rate', asOf: new Date(nowMs), limit: 20, signal })
  const first = await search()
  nowMs += 90_000
  const second = await search()
  expect(second).toMatchObject({ calls: 0, recorded: first.recorded })
  // What was published in the second of the first search was not before it, and is before the second one.
  const fresh = 'BADWORLD bank governor resigns on the morning of the decision'
  expect(second.articles.filter(({ title }) => title !== fresh)).toEqual(first.articles)
  expect(requests).toHaveLength(2)
  nowMs += 3_600_000
  expect(await search()).toMatchObject({ calls: 2 })
})

test('the same search twice with the cache on is the same twice, failures included', async () => {
  const { baseUrl, requests } = await world(({ path }) =>
    path.startsWith('/api') ? { status: 403 } : path.endsWith('good-2') ? { status: 404 } : null,
  )
  const cache = openNewsCache({ path: temporaryFile('news.sqlite') })
  opened.push(cache)
  let nowMs = asOf.getTime() + 1_000
  const run = async () => {
    const news = createNews({
      providers: both(baseUrl),
      cache,
      articleText: { allowPrivateHosts },
      nowMs: () => nowMs,
    })
    const result = await news.search({ query: 'rate', asOf, limit: 20, signal })
    await news.close()
    return result
  }
  const first = await run()
  const before = requests.length
  nowMs += 60_000
  const second = await run()
  expect(second).toMatchObject({ calls: 0, articles: first.articles, dropped: first.dropped })
  expect(requests).toHaveLength(before)
  // After a while what failed is tried again.
  nowMs += 600_000
  expect(await run()).toMatchObject({ calls: 1 })
})

test('a refused key is tried again at once by the next run', async () => {
  const cache = openNewsCache({ path: temporaryFile('news.sqlite') })
  opened.push(cache)
  let status = 401
  const answer = async () => new Response(JSON.stringify({ news_results: [] }), { status })
  const run = () =>
    createNews({ providers: [serpApi({ apiKey: 'k' })], cache, fetch: answer }).search({
      query: 'rate',
      asOf,
      limit: 5,
      signal,
    })
  expect((await run()).byProvider).toMatchObject({ serpapi: { failures: ['E_NEWS_REFUSED'] } })
  status = 200
  expect((await run()).byProvider).toMatchObject({ serpapi: { calls: 1, failures: [] } })
})

test('the cache holds no key', async () => {
  const path = temporaryFile('news.sqlite')
  const cache = openNewsCache({ path })
  const answer = async () => new Response(JSON.stringify({ news_results: [] }))
  const news = createNews({ providers: [serpApi({ apiKey: 'canary-key-31' })], cache, fetch: answer })
  expect(await news.search({ query: 'rate', asOf, limit: 5, signal })).toMatchObject({ calls: 1 })
  cache.close()
  expect(readFileSync(path).includes('canary-key-31')).toBe(false)
  expect(readFileSync(path).includes('news_results')).toBe(true)
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
