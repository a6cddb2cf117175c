import { describe, expect, test } from 'vitest'
import type { DateClaim } from '../as-of/date-claim.ts'
import { DOCUMENTED_ARCHIVES } from '../testing/documented-archives.ts'
import { CANARY_KEY } from '../testing/documented-provider.ts'
import { DOCUMENTED_SEARCHES } from '../testing/documented-searches.ts'
import { createProviderCaller } from '../transport/provider-caller.ts'
import { NEWS_PROVIDER_NAMES, newsKeyVariable, openNewsProviders } from './open-news-providers.ts'

const DOCUMENTED_PROVIDERS = [...DOCUMENTED_ARCHIVES, ...DOCUMENTED_SEARCHES]
const fetchedAtMs = Date.parse('2025-03-11T00:00:00Z')
const search = {
  query: 'bank "rate"',
  from: new Date('2025-02-01T00:00:00Z'),
  asOf: new Date('2025-03-10T12:00:00Z'),
  limit: 10,
}
const signal = new AbortController().signal

test('every provider is in the table of documented answers', () => {
  expect(DOCUMENTED_PROVIDERS.map(({ name }) => name).toSorted()).toEqual([...NEWS_PROVIDER_NAMES].toSorted())
})

/** What a provider makes of a response, through all that stands between. */
async function askOnce(
  name: string,
  respond: (init: RequestInit | undefined) => Response | Promise<Response>,
  timeoutMs = 15_000,
) {
  const documented = DOCUMENTED_PROVIDERS.find((one) => one.name === name)
  if (!documented) throw new Error(name)
  const provider = documented.open({ baseUrl: 'https://vendor.test', minIntervalMs: 1, timeoutMs })
  const sent: { url: string; init: RequestInit | undefined }[] = []
  const alerts: unknown[] = []
  const caller = createProviderCaller(provider, {
    fetch: async (input, init) => {
      sent.push({ url: String(input), init })
      return respond(init)
    },
    nowMs: () => fetchedAtMs,
    random: () => 0,
    onAlert: (alert) => alerts.push(alert),
    maxWaitMs: 0,
    deadlineMs: timeoutMs + 20,
  })
  const request = provider.request(search)
  const outcome = await caller.ask(request, { signal })
  return { provider, request, outcome, sent, alerts }
}

function text(answer: unknown): string {
  return typeof answer === 'string' ? answer : JSON.stringify(answer)
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

function shown(claim: DateClaim | null): string {
  if (claim === null) return 'none'
  const { nominalMs, earliestMs, latestMs } = claim
  if (nominalMs === earliestMs && latestMs === nominalMs + 999) return iso(nominalMs)
  if (nominalMs === earliestMs && latestMs === nominalMs) return `${iso(nominalMs)} to the millisecond`
  return `${iso(nominalMs)} ${iso(earliestMs)}..${iso(latestMs)}`
}

describe.each(DOCUMENTED_PROVIDERS)('$name', (documented) => {
  const { name, answer, empty, expected, keyPlace, range } = documented

  test('asks for the range, with the key in its place only', async () => {
    const { request, sent, provider } = await askOnce(name, () => new Response(text(empty)))
    const asked = `${decodeURIComponent(request.url).replaceAll('+', ' ')} ${request.body ?? ''}`
    for (const part of range) expect(asked).toContain(part)
    expect(JSON.stringify({ ...request, secret: null })).not.toContain(CANARY_KEY)
    expect(JSON.stringify(provider)).not.toContain(CANARY_KEY)
    const [first] = sent
    const headers = Object.entries((first?.init?.headers ?? {}) as Record<string, string>)
    const whole = [first?.url, ...headers.map(([header, value]) => `${header}: ${value}`)].join('\n')
    if (keyPlace === null) expect(whole).not.toContain(CANARY_KEY)
    else expect(whole).toContain(keyPlace.replace('KEY', CANARY_KEY))
    expect(first?.init).toMatchObject({ redirect: 'manual', method: request.method })
  })

  test('reads its documented answer', async () => {
    const { outcome, provider } = await askOnce(name, () => new Response(text(answer)))
    expect(outcome).toMatchObject({ failure: null, calls: 1 })
    const [article] = provider.parse(outcome.body ?? '', { fetchedAtMs }).articles
    const { published, updated, textMoment } = article ?? {}
    expect({
      url: article?.url,
      title: article?.title,
      source: article?.source,
      date: shown(published ?? null),
    }).toEqual(expected)
    expect(article?.text).toBe(documented.text)
    expect(typeof textMoment === 'object' ? iso(textMoment.nominalMs) : textMoment).toBe(
      documented.textMoment,
    )
    expect(updated && updated !== 'unreadable' ? iso(updated.nominalMs) : updated).toBe(
      documented.updated ?? null,
    )
    expect(provider.liveTested).toBe(false)
  })

  test('finds nothing in an answer without hits', async () => {
    const { outcome, provider } = await askOnce(name, () => new Response(text(empty)))
    expect(provider.parse(outcome.body ?? '', { fetchedAtMs }).articles).toEqual([])
  })

  test.each([
    ['no JSON and no XML', 'hello', 'E_NEWS_ANSWER'],
    ['cut off', text(answer).slice(0, -9), 'E_NEWS_ANSWER'],
    ['another form', '[1,2,3]', 'E_NEWS_ANSWER'],
    ['null', 'null', 'E_NEWS_ANSWER'],
    [
      'fields of other types',
      '{"articles":7,"results":7,"news":7,"news_results":7,"as_dicts":7,"search":7,"data":7,"status":7}',
      'E_NEWS_ANSWER',
    ],
    ['nothing', '', 'E_NEWS_ANSWER'],
    ['a page', '<!doctype html><html><body>Before you continue</body></html>', 'E_NEWS_PAGE'],
  ])('fails on %s', async (_what, body, code) => {
    const { outcome } = await askOnce(name, () => new Response(body))
    expect(outcome).toMatchObject({ body: null, failure: { code } })
    expect(JSON.stringify(outcome)).not.toContain(CANARY_KEY)
  })

  test('gives up an answer of 50 MB early', async () => {
    let given = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1_000_000
        if (given > 50_000_000) controller.close()
        else controller.enqueue(new Uint8Array(1_000_000).fill(32))
      },
    })
    const { outcome } = await askOnce(name, () => new Response(endless))
    expect(outcome.failure?.code).toBe('E_NEWS_TOO_LARGE')
    expect(given).toBeLessThan(12_000_000)
  })

  test('gives up a provider that is too slow', async () => {
    const { outcome } = await askOnce(
      name,
      (init) =>
        new Promise((_resolve, reject) =>
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
        ),
      40,
    )
    expect(outcome.failure?.code).toBe('E_NEWS_TIMEOUT')
  })

  test('stops once with one alert where the key is refused', async () => {
    const { outcome, alerts } = await askOnce(name, () => new Response('no', { status: 401 }))
    expect(outcome).toMatchObject({ calls: 1, costUsd: 0, failure: { code: 'E_NEWS_REFUSED' } })
    expect(alerts).toMatchObject([{ provider: name, code: 'E_NEWS_REFUSED' }])
    expect(JSON.stringify([outcome, alerts])).not.toContain(CANARY_KEY)
  })
})

test('without settings the two that need no key are opened', () => {
  expect(openNewsProviders().map(({ name }) => name)).toEqual(['google', 'gdelt'])
})

test('a key opens its provider, before those without', () => {
  const opened = openNewsProviders({
    exa: { apiKey: 'k' },
    brave: { apiKey: ' ' },
    tavily: { apiKey: undefined },
  })
  expect(opened.map(({ name }) => name)).toEqual(['exa', 'google', 'gdelt'])
})

test('named providers are opened in their order', () => {
  expect(openNewsProviders({ providers: ['gdelt', 'GOOGLE', 'gdelt'] }).map(({ name }) => name)).toEqual([
    'gdelt',
    'google',
  ])
  expect(() => openNewsProviders({ providers: ['bing'] })).toThrowErrorMatchingInlineSnapshot(
    `[IgError: There is no news provider of this name. (name: "bing") Name one of asknews, exa, tavily, newscatcher, brave, perplexity, newsapi, serper, serpapi, desearch, sn13, google, gdelt.]`,
  )
  expect(() => openNewsProviders({ providers: ['exa'] })).toThrowErrorMatchingInlineSnapshot(
    `[IgError: A news provider is to be used, and has no key. (provider: "exa") Set news.exa.api_key or EXA_API_KEY.]`,
  )
  expect(newsKeyVariable('newscatcher')).toBe('NEWSCATCHER_API_KEY')
  expect(newsKeyVariable('gdelt')).toBeNull()
})

test('a base URL may hold the path already', () => {
  const paths = [
    'https://h.test',
    'https://h.test/',
    'https://h.test/proxy',
    'https://h.test/proxy/rss',
    'https://h.test/rss/search',
  ].map(
    (baseUrl) =>
      new URL(openNewsProviders({ providers: ['google'], google: { baseUrl } })[0]?.request(search).url ?? '')
        .pathname,
  )
  expect(paths).toEqual([
    '/rss/search',
    '/rss/search',
    '/proxy/rss/search',
    '/proxy/rss/search',
    '/rss/search',
  ])
})

test('a query cannot widen the range of Google News', () => {
  const [google] = openNewsProviders({ providers: ['google'] })
  const asked =
    google?.request({ ...search, query: 'before:2030-01-01 rate when:1h cut AFTER:2029' }).url ?? ''
  expect(new URL(asked).searchParams.get('q')).toBe('rate cut after:2025-02-01 before:2025-03-11')
})
