import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Page } from '../page.ts'
import type { Ask, DashboardOptions } from './dashboard-options.ts'
import { Layout } from './layout.tsx'
import { livePage } from './live-page.ts'

/** Streams open at once: each tab that is looked at has one. */
const MAX_STREAMS = 24

/** Answers for a page: with a document, or with a stream of what it shows, for whoever asks for one. */
export function createPageShow(options: DashboardOptions): (c: Ask, page: Page) => Promise<Response> {
  const encoder = new TextEncoder()
  let open = 0

  function stream(c: Ask, page: Page): Response {
    if (open >= MAX_STREAMS) return c.text('Too many pages are watched.\n', 503, { 'retry-after': '10' })
    const gone = new AbortController()
    const events = livePage({
      source: options.source,
      render: async () => (await content(c, page, options))?.toString() ?? null,
      refreshMs: page.refreshMs,
      signal: gone.signal,
      nowMs: options.nowMs,
      onError: options.onError,
    })
    open++
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { value, done } = await events.next()
        if (done !== true) controller.enqueue(encoder.encode(value))
        else if (!gone.signal.aborted) {
          open--
          controller.close()
        }
      },
      async cancel() {
        open--
        gone.abort()
        // One that waits for a slow reader rather than for the miner has not seen the signal.
        await events.return()
      },
    })
    return c.body(body, 200, {
      'content-type': 'text/event-stream; charset=utf-8',
      // Proxies would hold back what is to be seen at once.
      'x-accel-buffering': 'no',
    })
  }

  return async (c, page) => {
    if (c.req.method === 'GET' && c.req.header('accept') === 'text/event-stream') return stream(c, page)
    await options.source.refresh()
    const shown = await content(c, page, options)
    return shown === null ? c.notFound() : showAround(c, shown, { title: page.title, page, options })
  }
}

/** A document around what is shown; `page` is null for what is no page. */
export async function showAround(
  c: Ask,
  shown: Child,
  {
    title,
    page,
    options,
    status = 200,
  }: {
    readonly title: string
    readonly page: Page | null
    readonly options: DashboardOptions
    readonly status?: 200 | 404 | 500
  },
): Promise<Response> {
  const { pages, assets, source, nowMs, token } = options
  const document = (
    <Layout
      title={title}
      path={page && c.req.path}
      pages={pages}
      assets={assets.addresses}
      snapshot={source.snapshot()}
      nowMs={nowMs()}
      canSignOut={token !== null}
      isLive={page !== null}
    >
      {shown}
    </Layout>
  )
  return c.html(`<!doctype html>${await document.toString()}`, status)
}

/** What a page shows of this moment. */
async function content(c: Ask, page: Page, { source, nowMs, redact }: DashboardOptions) {
  const shown = await page.render({
    reader: source.reader(),
    snapshot: source.snapshot(),
    logLines: source.logLines,
    query: new URL(c.req.url).searchParams,
    params: c.req.param(),
    nowMs: nowMs(),
  })
  return shown === null ? null : raw(redact(String(await shown.toString())))
}
