import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { IgError } from '@ig/errors'
import { Agent, fetch as undiciFetch } from 'undici'
import { readBody } from '../transport/read-body.ts'
import { type AddressPolicy, refuseAddress, refuseUrl } from './address-policy.ts'

/** Limits of one fetch of a page. */
export interface FetchLimits {
  /** Of the body, after decompression. Default 4 MiB. */
  readonly maxBytes?: number | undefined
  /** For all of it: names, connections, redirects, body. Default 8 s. */
  readonly timeoutMs?: number | undefined
  /** Default 5. */
  readonly maxRedirects?: number | undefined
}

/** Resolves a name to all of its addresses. */
export type ResolveName = (hostname: string) => Promise<readonly LookupAddress[]>

/** A page as it came. */
export interface FetchedPage {
  /** After redirects. */
  readonly url: string
  readonly contentType: string
  readonly bytes: Buffer
}

const TYPES = /^(?:text\/html|application\/xhtml\+xml|text\/plain)\b/i
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const USER_AGENT = 'Mozilla/5.0 (compatible; ig-news/0.1)'

/**
 * Fetches a page from a place that strangers chose. Every hop: http or https only, no credentials, ports 80 and 443,
 * and each address that the name resolves to checked; the connection goes to the checked address, so that a second
 * answer of the name server changes nothing. At most five redirects, none from https to http. Proxy settings, cookies
 * and credentials play no part.
 *
 * @throws IgError `E_NEWS_FETCH_REFUSED`, `E_NEWS_FETCH_REDIRECT`, `E_NEWS_FETCH_STATUS`, `E_NEWS_FETCH_TYPE`,
 * `E_NEWS_FETCH_TOO_LARGE`; retryable: `E_NEWS_FETCH_TIMEOUT`, `E_NEWS_FETCH_UNREACHABLE`
 */
export async function safeFetch(
  address: string,
  options: AddressPolicy & {
    readonly limits?: FetchLimits | undefined
    readonly signal: AbortSignal
    readonly resolveName?: ResolveName | undefined
  },
): Promise<FetchedPage> {
  const { limits = {}, resolveName = resolveBySystem } = options
  const { maxBytes = 4 * 1024 * 1024, timeoutMs = 8_000, maxRedirects = 5 } = limits
  const timeout = AbortSignal.timeout(timeoutMs)
  const signal = AbortSignal.any([options.signal, timeout])
  const agent = new Agent({
    connect: { lookup: checkedLookup(resolveName, options), timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 32 * 1024,
  })
  let host = ''
  try {
    let url = parseUrl(address)
    for (let redirects = 0; ; redirects += 1) {
      host = url.host
      const refusal = refuseUrl(url, options)
      if (refusal !== null) throw refused(host, refusal)
      const response = await undiciFetch(url, {
        dispatcher: agent,
        redirect: 'manual',
        signal,
        headers: { 'user-agent': USER_AGENT, accept: 'text/html,application/xhtml+xml,text/plain;q=0.5' },
      })
      const location = response.headers.get('location')
      if (REDIRECTS.has(response.status) && location !== null) {
        if (redirects >= maxRedirects) throw failure('REDIRECT', 'A page redirects too often.', { host })
        const next = parseUrl(location, url)
        if (url.protocol === 'https:' && next.protocol === 'http:') {
          throw failure('REDIRECT', 'A page redirects from https to http.', { host })
        }
        url = next
        continue
      }
      if (response.status !== 200) {
        throw failure('STATUS', 'A page cannot be had.', { host, status: response.status })
      }
      const contentType = response.headers.get('content-type') ?? ''
      if (!TYPES.test(contentType)) throw failure('TYPE', 'A page is no text.', { host, contentType })
      const bytes = await readBody(response as unknown as Response, maxBytes)
      if (bytes === null) throw failure('TOO_LARGE', 'A page is too long.', { host, maxBytes })
      return { url: url.href, contentType, bytes }
    }
  } catch (error) {
    throw explain(error, host, timeout, options.signal, timeoutMs)
  } finally {
    // Ends what is still open, bodies that were not read among it.
    await agent.destroy()
  }
}

function explain(
  error: unknown,
  host: string,
  timeout: AbortSignal,
  signal: AbortSignal,
  timeoutMs: number,
): unknown {
  if (IgError.isInstance(error)) return error
  const cause = (error as { cause?: unknown }).cause
  if (IgError.isInstance(cause)) return cause
  if (signal.aborted) return signal.reason
  if (timeout.aborted) return failure('TIMEOUT', 'A page did not come in time.', { host, timeoutMs }, true)
  const code = (cause as { code?: unknown } | undefined)?.code
  const reason = typeof code === 'string' ? code : 'no answer'
  return failure('UNREACHABLE', 'A page cannot be reached.', { host, reason }, true)
}

/** Resolves and checks at the moment of connecting; what is given back is what is connected to. */
function checkedLookup(resolveName: ResolveName, policy: AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname).then(
      (addresses) => {
        for (const { address } of addresses) {
          const refusal = refuseAddress(address, policy)
          if (refusal !== null) return callback(refused(hostname, refusal), [])
        }
        const [first] = addresses
        if (first === undefined)
          return callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), [])
        if (options.all) callback(null, [...addresses])
        else callback(null, first.address, first.family)
      },
      (error: Error) => callback(error, []),
    )
  }
}

const resolveBySystem: ResolveName = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })

function parseUrl(address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw refused('', 'no address')
  return new URL(address, base)
}

function refused(host: string, reason: string): IgError {
  return failure('REFUSED', 'A page is not fetched from there.', { host, reason })
}

function failure(code: string, message: string, values: Record<string, unknown>, retryable = false): IgError {
  return new IgError({ code: `E_NEWS_FETCH_${code}`, message, values, retryable })
}
