import { IgError } from '@ig/errors'
import { Hono } from 'hono'
import type { App, Ask, DashboardOptions } from './dashboard-options.ts'
import { guard } from './guard.tsx'
import { NoticePage } from './notice-page.tsx'
import { createPageShow, showAround } from './show-page.tsx'

/** The dashboard as a function of a request: pages to look at, streams of them, and doors for programs. */
export function createDashboardApp(options: DashboardOptions): App {
  const { pages, source, assets, onError } = options
  const app: App = new Hono()
  guard(app, options)
  app.get('/healthz', async (c) => {
    await source.refresh()
    return probe(c, source.isHealthy())
  })
  app.get('/readyz', async (c) => {
    await source.refresh()
    return probe(c, source.isReady())
  })
  app.get('/metrics', async (c) => {
    const metrics = await source.metrics()
    if (metrics === null) return c.text('No miner is running here.\n', 503)
    return c.body(metrics.text, 200, { 'content-type': metrics.contentType })
  })
  const show = createPageShow(options)
  for (const page of pages) app.get(page.path, (c) => show(c, page))
  app.get('/assets/:name', (c) => {
    const asset = assets.files.get(c.req.param('name'))
    if (asset === undefined) return c.notFound()
    return c.body(asset.text, 200, {
      'content-type': asset.contentType,
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
  app.notFound((c) =>
    showAround(
      c,
      <NoticePage title="Not found" text="There is no such page." hint="The pages are listed above." />,
      {
        title: 'Not found',
        page: null,
        options,
        status: 404,
      },
    ),
  )
  app.onError((error, c) => {
    onError(error)
    const { message, hint } = IgError.isInstance(error)
      ? error
      : { message: 'This page cannot be shown.', hint: "The miner's log says why." }
    return showAround(c, <NoticePage title="Something failed" text={message} {...(hint && { hint })} />, {
      title: 'Something failed',
      page: null,
      options,
      status: 500,
    })
  })
  return app
}

function probe(c: Ask, isTrue: boolean): Response {
  return c.text(isTrue ? 'ok\n' : 'not ok\n', isTrue ? 200 : 503)
}
