import { IgError } from '@ig/errors'
import {
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel'
import type { z } from 'zod'

/** Reads JSON of one venue. */
export interface JsonReader {
  /**
   * The answer to a GET, or to a POST of `body`, checked by the schema; null for 404 and 410.
   * Throws E_MARKET_HTTP (retryable: status, network, time), E_MARKET_ANSWER (not the form expected), the signal's
   * reason.
   */
  read<T>(
    url: URL,
    schema: z.ZodType<T>,
    options: { readonly signal: AbortSignal; readonly body?: unknown },
  ): Promise<T | null>
}

export interface JsonReaderOptions {
  readonly venue: string
  readonly fetch: typeof fetch
  readonly timeoutMs?: number
  /** Sent to this venue only: redirects are not followed. */
  readonly headers?: Readonly<Record<string, string>>
}

const TIMEOUT_MS = 8_000
const MAX_BODY_BYTES = 8 * 1024 * 1024
const RETRIES = 2
const FIRST_BACKOFF_MS = 300
const FAILURES_TO_OPEN = 5
const OPEN_MS = 30_000

/** A reader that tries again what may work, and leaves a venue alone for half a minute that fails on and on. */
export function createJsonReader({
  venue,
  fetch,
  timeoutMs = TIMEOUT_MS,
  headers,
}: JsonReaderOptions): JsonReader {
  const policy = wrap(
    retry(handleWhen(isWorthRetrying), {
      maxAttempts: RETRIES,
      backoff: new ExponentialBackoff({ initialDelay: FIRST_BACKOFF_MS }),
    }),
    circuitBreaker(handleWhen(isWorthRetrying), {
      halfOpenAfter: OPEN_MS,
      breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
    }),
  )

  async function once(url: URL, signal: AbortSignal, body: unknown): Promise<string | null> {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    try {
      const response = await fetch(url, {
        signal: inTime,
        // An address that has moved may be anybody's.
        redirect: 'error',
        headers: {
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      })
      if (response.status === 404 || response.status === 410) {
        await response.body?.cancel()
        return null
      }
      if (!response.ok) {
        await response.body?.cancel()
        throw httpError(venue, url, { status: response.status }, isTransient(response.status))
      }
      return await readText(response)
    } catch (error) {
      signal.throwIfAborted()
      if (IgError.isInstance(error)) throw error
      throw httpError(venue, url, { problem: inTime.aborted ? 'no answer in time' : 'not reached' }, true)
    }
  }

  async function readText(response: Response): Promise<string> {
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength
      if (bytes > MAX_BODY_BYTES) throw answerError(venue, `it is larger than ${MAX_BODY_BYTES} bytes`)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks).toString('utf8')
  }

  return {
    async read(url, schema, { signal, body }) {
      const text = await policy
        .execute(({ signal: own }) => once(url, own, body), signal)
        .catch((error: unknown) => {
          signal.throwIfAborted()
          if (isBrokenCircuitError(error)) throw httpError(venue, url, { problem: 'it keeps failing' }, true)
          throw error
        })
      return text === null ? null : parse(text, schema, venue)
    },
  }
}

function parse<T>(text: string, schema: z.ZodType<T>, venue: string): T {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw answerError(venue, 'it is not JSON')
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw answerError(venue, `${issue?.path.join('.') || 'it'}: ${issue?.message}`)
}

function isWorthRetrying(error: unknown): boolean {
  return IgError.isInstance(error) && error.retryable
}

function isTransient(status: number): boolean {
  return status === 408 || status === 429 || status >= 500
}

function httpError(venue: string, url: URL, values: Record<string, unknown>, retryable: boolean): IgError {
  return new IgError({
    code: 'E_MARKET_HTTP',
    message: 'A market venue did not answer.',
    values: { venue, host: url.host, ...values },
    hint: `Look at the venue's base URL in the settings, or try again later.`,
    retryable,
  })
}

function answerError(venue: string, problem: string): IgError {
  return new IgError({
    code: 'E_MARKET_ANSWER',
    message: 'A market venue answered in a form that is not known.',
    values: { venue, problem },
  })
}
