import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import { serveOnLoopback } from './serve-on-loopback.ts'

const id = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`))
const nanoseconds = z.string().regex(/^\d{19}$/)
const anyValue = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ intValue: z.union([z.int(), z.string().regex(/^-?\d+$/)]) }),
  z.strictObject({ doubleValue: z.number() }),
])
const attributes = z
  .array(z.strictObject({ key: z.string(), value: anyValue }))
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]])))

/** An OTLP request for traces in JSON, as a collector reads it (opentelemetry-proto 1.x, trace_service.proto). */
const traceRequest = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(
        z.object({
          scope: z.object({ name: z.string() }),
          spans: z.array(
            z.object({
              traceId: id(32),
              spanId: id(16),
              parentSpanId: id(16).optional(),
              name: z.string(),
              kind: z.int().min(1).max(5),
              startTimeUnixNano: nanoseconds,
              endTimeUnixNano: nanoseconds,
              attributes,
              status: z.object({ code: z.int().min(0).max(2).optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
})

export type CollectedSpan = z.output<
  typeof traceRequest
>['resourceSpans'][number]['scopeSpans'][number]['spans'][number]

/** An OpenTelemetry collector of this machine that reads what it is sent, and refuses what it cannot read. */
export interface CollectorDouble {
  readonly endpoint: string
  readonly spans: CollectedSpan[]
  readonly resources: Record<string, unknown>[]
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly text: string }[]
  /** With what it answers from now on. */
  answer(status: number): void
}

/** Listens on loopback until the test is over. */
export async function openCollectorDouble(): Promise<CollectorDouble> {
  const spans: CollectedSpan[] = []
  const resources: Record<string, unknown>[] = []
  const requests: CollectorDouble['requests'] = []
  let status = 200
  const baseUrl = await serveOnLoopback(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    requests.push({ path: request.url ?? '', headers: request.headers, text })
    const { data } = traceRequest.safeParse(JSON.parse(text))
    if (data === undefined || status !== 200) {
      response.writeHead(data === undefined ? 400 : status).end()
      return
    }
    for (const { resource, scopeSpans } of data.resourceSpans) {
      resources.push(resource.attributes)
      spans.push(...scopeSpans.flatMap((scope) => scope.spans))
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"partialSuccess":{}}')
  })
  return {
    endpoint: baseUrl,
    spans,
    resources,
    requests,
    answer(next) {
      status = next
    },
  }
}
