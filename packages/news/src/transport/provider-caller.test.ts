import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { IgError } from '@ig/errors'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { googleNews } from '../providers/google.ts'
import type { NewsProvider } from '../providers/news-provider.ts'
import { serpApi } from '../providers/serp-api.ts'
import { tavily } from '../providers/tavily.ts'
import { createProviderCaller, type NewsAlert } from './provider-caller.ts'

const KEY = 'canary-key-77'
const EMPTY = '{"results":[],"news_results":[]}'
const search = {
  query: 'rate',
  from: new Date('2025-02-01T00:00:00Z'),
  asOf: new Date('2025-03-10T12:00:00Z'),
  limit: 10,
}
const signal = new AbortController().signal

type Respond = (url: string, init: RequestInit | undefined, call: number) => Response | Promise<Response>

function callerOf(provider: NewsProvider, respond: Respond, more: { deadlineMs?: number } = {}) {
  const calls: number[] = []
  const alerts: NewsAlert[] = []
  const caller = createProviderCaller(provider, {
    fetch: async (input, init) => respond(String(input), init, calls.push(Date.now()) - 1),
    nowMs: () => Date.now(),
    random: () => 0.5,
    onAlert: (alert) => alerts.push(alert),
    maxWaitMs: 1_000,
    deadlineMs: 12_000,
    ...more,
  })
  return {
    calls,
    alerts,
    ask: (reserve?: Parameters<typeof caller.ask>[1]['reserve']) =>
      caller.ask(provider.request(search), { signal, reserve }),
  }
}

function provider(settings: object = {}): NewsProvider {
  return tavily({ apiKey: KEY, baseUrl: 'https://vendor.test', minIntervalMs: 0, ...settings })
}

describe('with a clock of its own', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** Runs the clock until the work is done. */
  async function run<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    const watched = work.finally(() => {
      isDone = true
    })
    watched.catch(() => {})
    while (!isDone) await vi.advanceTimersByTimeAsync(50)
    return watched
  }

  test('tries again after a failure, with growing pauses', async () => {
    const { ask, calls } = callerOf(provider(), (_url, _init, call) =>
      call < 2 ? new Response('', { status: 503 }) : new Response(EMPTY),
    )
    expect(await run(ask())).toMatchObject({ failure: null, calls: 3 })
    const [first = 0, second = 0, third = 0] = calls
    expect([second - first, third - second]).toEqual([400, 800])
  })

  test('heeds Retry-After', async () => {
    const { ask, calls } = callerOf(provider(), (_url, _init, call) =>
      call === 0 ? new Response('', { status: 429, headers: { 'retry-after': '3' } }) : new Response(EMPTY),
    )
    expect(await run(ask())).toMatchObject({ failure: null, calls: 2 })
    expect((calls[1] ?? 0) - (calls[0] ?? 0)).toBe(3_000)
  })

  test('rests instead of waiting for a long Retry-After', async () => {
    const { ask, calls } = callerOf(provider(), (_url, _init, call) =>
      call === 0 ? new Response('', { status: 429, headers: { 'retry-after': '60' } }) : new Response(EMPTY),
    )
    expect(await run(ask())).toMatchObject({ failure: { code: 'E_NEWS_RATE' }, calls: 1 })
    expect(await run(ask())).toMatchObject({ failure: { code: 'E_NEWS_BUSY' }, calls: 0 })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await run(ask())).toMatchObject({ failure: null, calls: 1 })
    expect(calls).toHaveLength(2)
  })

  test('passes over a provider without a slot within a second', async () => {
    const { ask, calls } = callerOf(provider({ minIntervalMs: 5_000 }), () => new Response(EMPTY))
    const outcomes = await run(Promise.all([ask(), ask(), ask()]))
    expect(outcomes.map(({ failure }) => failure?.code ?? 'ok')).toEqual(['ok', 'E_NEWS_BUSY', 'E_NEWS_BUSY'])
    expect(calls).toHaveLength(1)
  })

  test('waits for a slot that comes free within a second', async () => {
    const { ask, calls } = callerOf(provider({ minIntervalMs: 400 }), () => new Response(EMPTY))
    const outcomes = await run(Promise.all([ask(), ask(), ask()]))
    expect(outcomes.every(({ failure }) => failure === null)).toBe(true)
    expect(calls.map((atMs) => atMs - (calls[0] ?? 0))).toEqual([0, 400, 800])
  })

  test('stops for an hour after 402, with one alert', async () => {
    const { ask, calls, alerts } = callerOf(provider(), () => new Response('', { status: 402 }))
    expect(await run(ask())).toMatchObject({ failure: { code: 'E_NEWS_REFUSED' } })
    expect(await run(ask())).toMatchObject({ failure: { code: 'E_NEWS_STOPPED' }, calls: 0 })
    await vi.advanceTimersByTimeAsync(3_600_001)
    expect(await run(ask())).toMatchObject({ failure: { code: 'E_NEWS_REFUSED' } })
    expect(calls).toHaveLength(2)
    expect(alerts).toHaveLength(1)
  })

  test('opens the circuit after failures in a row, and tries again a minute later', async () => {
    const { ask, calls, alerts } = callerOf(
      provider(),
      (_url, _init, call) => new Response(call < 5 ? 'not json' : EMPTY),
    )
    for (let index = 0; index < 5; index += 1) await run(ask())
    expect(await run(ask())).toMatchObject({ failure: { code: 'E_NEWS_CIRCUIT' }, calls: 0 })
    expect(calls).toHaveLength(5)
    expect(alerts).toMatchObject([{ code: 'E_NEWS_CIRCUIT' }])
    await vi.advanceTimersByTimeAsync(60_001)
    expect(await run(ask())).toMatchObject({ failure: null })
  })

  test('ends at its deadline, tries and pauses included', async () => {
    const { ask } = callerOf(
      provider(),
      (_url, init) =>
        new Promise((_resolve, reject) =>
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
        ),
      { deadlineMs: 200 },
    )
    // AbortSignal.timeout keeps its own clock.
    vi.useRealTimers()
    const startMs = performance.now()
    expect(await ask()).toMatchObject({ failure: { code: 'E_NEWS_TIMEOUT' } })
    expect(performance.now() - startMs).toBeLessThan(10_000)
  })
})

describe('money', () => {
  function ledger(capUsd = 1) {
    const entries: { purpose: string; worstUsd: number; actualUsd: number | null }[] = []
    const reserve = (worstUsd: number, purpose: string) => {
      const reserved = entries.reduce((sum, entry) => sum + (entry.actualUsd ?? entry.worstUsd), 0)
      if (reserved + worstUsd > capUsd) throw new IgError({ code: 'E_BUDGET', message: 'The cap.' })
      const entry: (typeof entries)[number] = { purpose, worstUsd, actualUsd: null }
      entries.push(entry)
      return {
        settle(usd: number) {
          entry.actualUsd = usd
        },
      }
    }
    return { entries, reserve }
  }

  test('is reserved before each try and settled after it', async () => {
    const { entries, reserve } = ledger()
    const { ask } = callerOf(provider({ costUsdPerCall: 0.1 }), (_url, _init, call) => {
      expect(entries[call]?.actualUsd).toBeNull()
      return call === 0 ? new Response('', { status: 500 }) : new Response(EMPTY)
    })
    expect(await ask(reserve)).toMatchObject({ costUsd: 0.1, calls: 2 })
    expect(entries).toEqual([
      { purpose: 'news:tavily', worstUsd: 0.1, actualUsd: 0 },
      { purpose: 'news:tavily', worstUsd: 0.1, actualUsd: 0.1 },
    ])
  })

  test('that the cap does not allow is not spent: no call is made', async () => {
    const { reserve } = ledger(0.05)
    const { ask, calls } = callerOf(provider({ costUsdPerCall: 0.1 }), () => new Response(EMPTY))
    expect(await ask(reserve)).toMatchObject({ failure: { code: 'E_BUDGET' }, calls: 0, costUsd: 0 })
    expect(calls).toHaveLength(0)
  })

  test('counts as spent where the vendor may bill what was lost', async () => {
    const { entries, reserve } = ledger()
    const { ask } = callerOf(provider({ costUsdPerCall: 0.1 }), () => new Response('not json'))
    expect(await ask(reserve)).toMatchObject({ costUsd: 0.1 })
    expect(entries).toMatchObject([{ actualUsd: 0.1 }])
  })
})

describe('over real sockets', () => {
  const closing: (() => void)[] = []
  afterEach(() => {
    for (const close of closing.splice(0)) close()
  })

  async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
    const seen: { url: string; headers: IncomingMessage['headers'] }[] = []
    const server = createServer((request, response) => {
      seen.push({ url: request.url ?? '', headers: request.headers })
      answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => {
      server.closeAllConnections()
      server.close()
    })
    return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
  }

  test.each([
    ['a key in a header', tavily, 307],
    ['a key in a header', tavily, 302],
    ['a key in the address', serpApi, 302],
    ['a key in the address', serpApi, 308],
  ])('%s does not follow a redirect to another origin', async (_what, open, status) => {
    const thief = await serve((_request, response) => response.end(EMPTY))
    const vendor = await serve((request, response) =>
      response.writeHead(status, { location: `${thief.baseUrl}${request.url}` }).end(),
    )
    const { ask } = callerOf(open({ apiKey: KEY, baseUrl: vendor.baseUrl }), (url, init) => fetch(url, init))
    const outcome = await ask()
    expect(outcome).toMatchObject({ failure: { code: 'E_NEWS_REDIRECT' }, calls: 1 })
    expect(JSON.stringify(outcome)).not.toContain(KEY)
    expect(thief.seen).toEqual([])
  })

  test('a redirect within the origin is followed', async () => {
    const vendor = await serve((request, response) => {
      if (request.url?.startsWith('/moved')) response.end(EMPTY)
      else response.writeHead(302, { location: '/moved' }).end()
    })
    const { ask } = callerOf(serpApi({ apiKey: KEY, baseUrl: vendor.baseUrl }), (url, init) =>
      fetch(url, init),
    )
    expect(await ask()).toMatchObject({ failure: null })
  })

  test('an answer that is called a page is read, a page is not', async () => {
    const bodies = [EMPTY, '<html><body>Before you continue</body></html>']
    const vendor = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(bodies.shift()),
    )
    const { ask } = callerOf(
      serpApi({ apiKey: KEY, baseUrl: vendor.baseUrl, minIntervalMs: 0 }),
      (url, init) => fetch(url, init),
    )
    expect(await ask()).toMatchObject({ failure: null })
    expect(await ask()).toMatchObject({ failure: { code: 'E_NEWS_PAGE' } })
  })

  test('a consent wall is a page', async () => {
    const { ask } = callerOf(
      googleNews({ minIntervalMs: 0 }),
      () =>
        new Response(null, { status: 302, headers: { location: 'https://consent.google.com/m?continue=x' } }),
    )
    expect(await ask()).toMatchObject({ failure: { code: 'E_NEWS_PAGE' }, calls: 1 })
  })

  test('a loop of redirects ends', async () => {
    const vendor = await serve((_request, response) => response.writeHead(302, { location: '/again' }).end())
    const { ask } = callerOf(serpApi({ apiKey: KEY, baseUrl: vendor.baseUrl }), (url, init) =>
      fetch(url, init),
    )
    expect(await ask()).toMatchObject({ failure: { code: 'E_NEWS_REDIRECT' } })
    expect(vendor.seen).toHaveLength(4)
  })

  test.each(['vendor.test/\nx', 'http://'])(
    'a key that cannot be a header is not quoted (%j)',
    async (tail) => {
      const { ask } = callerOf(
        tavily({ apiKey: `${KEY}\n${tail}`, baseUrl: 'http://127.0.0.1:9' }),
        (url, init) => fetch(url, init),
        { deadlineMs: 300 },
      )
      const outcome = await ask()
      expect(outcome.failure).not.toBeNull()
      expect(JSON.stringify(outcome)).not.toContain(KEY)
    },
  )
})
