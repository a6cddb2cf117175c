import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { articlePage, gdeltAnswer, googleFeed } from './render-world.ts'
import { sampleArticles, type WorldArticle, type WorldKind } from './sample-articles.ts'

export { sampleArticles, type WorldArticle, type WorldKind }

/** A request as the world saw it. */
export interface WorldRequest {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** What the world does instead of answering. */
export type WorldFault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Holds the request open until the client goes away. */
  | 'hang'
  /** Cuts the connection without a word. */
  | 'reset'

/** A scripted world of news on loopback. */
export interface NewsWorld {
  /** Base URL of Google News, of GDELT and of the pages alike. */
  readonly baseUrl: string
  readonly requests: readonly WorldRequest[]
  close(): Promise<void>
}

/**
 * A world of news for tests: one server on loopback that answers as Google News' RSS search (`/rss/search`), as
 * GDELT's DOC 2.0 (`/api/v2/doc/doc`) and with the articles' pages (`/articles/...`; they need `allowPrivateHosts`).
 * It heeds neither query nor date range, as the worst of providers.
 *
 * @example
 * const world = await startNewsWorld({ articles: sampleArticles(asOf) })
 * const news = createNews({ providers: [googleNews({ baseUrl: world.baseUrl })] })
 */
export async function startNewsWorld(settings: {
  readonly articles: readonly WorldArticle[]
  /** Looked at before each answer; null lets it through. */
  readonly fault?: (request: WorldRequest, index: number) => WorldFault | null
}): Promise<NewsWorld> {
  const { articles, fault = () => null } = settings
  const requests: WorldRequest[] = []
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://world')
    const query = Object.fromEntries(url.searchParams)
    const request = { path: url.pathname, query, headers: incoming.headers }
    const failure = fault(request, requests.push(request) - 1)
    if (failure === 'reset') incoming.socket.destroy()
    else if (failure === null) answer(response, url.pathname)
    else if (failure !== 'hang') response.writeHead(failure.status, failure.headers).end(failure.body)
  })

  function answer(response: ServerResponse, path: string): void {
    const send = (type: string, body: string) => response.writeHead(200, { 'content-type': type }).end(body)
    if (path.endsWith('/rss/search')) send('application/xml; charset=utf-8', googleFeed(articles, baseUrl))
    else if (path.endsWith('/api/v2/doc/doc')) send('application/json', gdeltAnswer(articles, baseUrl))
    else {
      const article = articles.find(({ slug }) => path.endsWith(`/articles/${slug}`))
      if (article) send('text/html; charset=utf-8', articlePage(article))
      else response.writeHead(404).end()
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    baseUrl,
    requests,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
