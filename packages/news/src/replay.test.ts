import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createNews } from './create-news.ts'
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

const allowPrivateHosts = true

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
