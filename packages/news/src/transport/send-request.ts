import { IgError } from '@ig/errors'
import type { NewsProvider, ProviderRequest } from '../providers/news-provider.ts'
import { readBody } from './read-body.ts'
import { parseRetryAfterMs } from './retry-after.ts'

/** Answers are some hundred kilobytes; what is longer is none. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024
const MAX_REDIRECTS = 3
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const USER_AGENT = 'ig-news/0.1 (+https://www.npmjs.com/package/@ig/news)'

/** What a request is sent with. */
export interface SendContext {
  readonly fetch: typeof fetch
  readonly nowMs: () => number
  readonly signal: AbortSignal
}

/**
 * Sends a request of a provider and gives the answer's text. Follows redirects within the origin only, so that a key
 * never leaves it; no error quotes the address, a key or the answer.
 *
 * @throws IgError `E_NEWS_REFUSED` (the key or the plan: stop asking), `E_NEWS_RATE` (retryable; `values.retryAfterMs`),
 * `E_NEWS_SERVER`, `E_NEWS_UNREACHABLE`, `E_NEWS_TIMEOUT` (retryable), `E_NEWS_REQUEST`, `E_NEWS_REDIRECT`,
 * `E_NEWS_TOO_LARGE`, `E_NEWS_PAGE` (a page for people, by a consent wall or an error)
 */
export async function sendRequest(
  provider: NewsProvider,
  request: ProviderRequest,
  context: SendContext,
): Promise<string> {
  const fail = (code: `E_NEWS_${string}`, message: string, values = {}, retryable = false) =>
    new IgError({ code, message, values: { provider: provider.name, ...values }, retryable })
  const timeout = AbortSignal.timeout(provider.timeoutMs)
  const signal = AbortSignal.any([context.signal, timeout])
  try {
    const response = await follow(withSecrets(request), request, signal, context.fetch, fail)
    const { status } = response
    if (status !== 200) {
      await response.body?.cancel()
      if (provider.stopStatuses.includes(status)) {
        throw fail('E_NEWS_REFUSED', 'A news provider refuses the key, or the account is empty.', { status })
      }
      if (status === 429) {
        const retryAfterMs = parseRetryAfterMs(response.headers.get('retry-after'), context.nowMs())
        throw fail('E_NEWS_RATE', 'A news provider asks for fewer calls.', { status, retryAfterMs }, true)
      }
      if (status >= 500 || status === 408) {
        const retryAfterMs = parseRetryAfterMs(response.headers.get('retry-after'), context.nowMs())
        throw fail('E_NEWS_SERVER', 'A news provider failed.', { status, retryAfterMs }, true)
      }
      throw fail('E_NEWS_REQUEST', 'A news provider does not accept the request.', { status })
    }
    const bytes = await readBody(response, MAX_ANSWER_BYTES)
    if (bytes === null) {
      throw fail('E_NEWS_TOO_LARGE', "A news provider's answer is too long.", { maxBytes: MAX_ANSWER_BYTES })
    }
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
    if (isPage(text)) {
      throw fail('E_NEWS_PAGE', 'A news provider answered with a page for people, a consent wall perhaps.')
    }
    return text
  } catch (error) {
    if (IgError.isInstance(error)) throw error
    context.signal.throwIfAborted()
    if (timeout.aborted) {
      throw fail(
        'E_NEWS_TIMEOUT',
        'A news provider did not answer in time.',
        { timeoutMs: provider.timeoutMs },
        true,
      )
    }
    // The cause is left out: it may quote the address.
    const reason = reasonOf(error)
    // A name that nobody knows is not known half a second later.
    throw fail('E_NEWS_UNREACHABLE', 'A news provider cannot be reached.', { reason }, reason !== 'ENOTFOUND')
  }
}

type Fail = (code: `E_NEWS_${string}`, message: string, values?: object) => IgError

async function follow(
  start: URL,
  request: ProviderRequest,
  signal: AbortSignal,
  send: typeof fetch,
  fail: Fail,
): Promise<Response> {
  const { method, body } = request
  const headers = { 'user-agent': USER_AGENT, ...request.headers, ...request.secret?.headers }
  let url = start
  for (let redirects = 0; ; redirects += 1) {
    const init = { method, headers, redirect: 'manual', signal } as const
    const response = await send(url.href, body === undefined ? init : { ...init, body })
    const location = response.headers.get('location')
    if (!REDIRECTS.has(response.status) || location === null) return response
    await response.body?.cancel()
    const next = URL.canParse(location, url.href) ? new URL(location, url) : null
    if (next?.hostname.startsWith('consent.')) {
      throw fail('E_NEWS_PAGE', 'A news provider asks for consent by a page for people.')
    }
    if (next?.origin !== start.origin || method !== 'GET' || redirects >= MAX_REDIRECTS) {
      throw fail('E_NEWS_REDIRECT', 'A news provider redirects where a request with its key is not sent.', {
        to: next?.origin,
      })
    }
    url = next
  }
}

function withSecrets({ url, secret }: ProviderRequest): URL {
  const full = new URL(url)
  for (const [name, value] of Object.entries(secret?.query ?? {})) full.searchParams.set(name, value)
  return full
}

/** By what it is, not by what it is called: some servers call every answer HTML. */
function isPage(text: string): boolean {
  return /^\s{0,100}<(?:!doctype html|html|head|body)\b/i.test(text)
}

/** `ECONNREFUSED` and its like, which name no address. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown } }
  return typeof cause?.code === 'string' ? cause.code : 'no answer'
}
