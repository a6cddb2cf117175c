import { serveOnLoopback } from './serve-on-loopback.ts'

/** What a scripted site answers. */
export interface SiteAnswer {
  readonly status?: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A web server on loopback. */
export interface ScriptedSite {
  readonly baseUrl: string
  /** Method, path and query of each request. */
  readonly asked: string[]
}

/** Starts one that goes away with the test. */
export async function startScriptedSite(
  answer: (url: URL, method: string) => SiteAnswer | Promise<SiteAnswer>,
): Promise<ScriptedSite> {
  const asked: string[] = []
  const baseUrl = await serveOnLoopback(async (request, response) => {
    const { method = 'GET', url = '/' } = request
    asked.push(`${method} ${url}`)
    const { status = 200, body = '', headers } = await answer(new URL(url, 'http://site'), method)
    response.writeHead(status, headers).end(body)
  })
  return { baseUrl, asked }
}
