import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace'
import type { Logger } from '../output/create-log.ts'

/** Where traces go. */
export interface Collector {
  /** Of OTLP over HTTP, with or without `/v1/traces`. */
  readonly endpoint: string
  readonly headers: Readonly<Record<string, string>>
}

const TIMEOUT_MS = 3_000
/** Of the SDK's `ExportResult`. */
const DONE = 0

/**
 * Posts spans as OTLP's JSON, once: what is not taken is dropped, and the log says when that begins and ends. The SDK's
 * own exporter would add headers and settings from variables of the name OTEL_*, which nobody here has asked for.
 */
export function createOtlpExporter(
  { endpoint, headers }: Collector,
  { fetch, log }: { readonly fetch: typeof globalThis.fetch; readonly log: Logger },
): SpanExporter {
  const url = tracesUrl(endpoint)
  let isFailing = false

  async function post(spans: ReadableSpan[]): Promise<string | null> {
    const body = JsonTraceSerializer.serializeRequest(spans)
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'ig-miner' },
        body: new TextDecoder().decode(body),
        // A redirect would take the headers, which may hold a key, to somebody else.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      await response.body?.cancel()
      return response.ok ? null : `status ${response.status}`
    } catch (error) {
      return error instanceof Error ? error.name : 'unknown'
    }
  }

  return {
    async export(spans, done) {
      const why = await post(spans)
      if (why !== null && !isFailing)
        log.warn(
          { why, endpoint: new URL(url).host },
          'Traces could not be delivered; they are dropped until they can.',
        )
      if (why === null && isFailing) log.info('traces are delivered again')
      isFailing = why !== null
      // Said to be done either way: a failure that the SDK hears of makes its shutdown fail.
      done({ code: DONE })
    },
    shutdown: async () => {},
  }
}

function tracesUrl(endpoint: string): string {
  const url = new URL(endpoint)
  if (!url.pathname.endsWith('/v1/traces')) url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/traces`
  return url.href
}
