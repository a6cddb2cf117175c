import { isUtf8 } from 'node:buffer'
import { parentPort } from 'node:worker_threads'
import { IgError } from '@ig/errors'
import { parseJson } from '@ig/protocol'
import { type JsonPart, splitValue } from './json-parts.ts'

/** What the worker is sent: a body to parse, or the wish for the next part. */
export type JsonWorkerRequest =
  | { readonly type: 'parse'; readonly bytes: Uint8Array; readonly maxDepth: number }
  | { readonly type: 'next' }

/** What it answers, one message for each that it is sent. */
export type JsonWorkerReply =
  | { readonly type: 'start'; readonly isArray: boolean }
  | { readonly type: 'leaf'; readonly value: unknown }
  | { readonly type: 'part'; readonly part: JsonPart }
  | { readonly type: 'end' }
  | { readonly type: 'error'; readonly code: `E_${string}`; readonly message: string }

let parts: Generator<JsonPart> | null = null

parentPort?.on('message', (request: JsonWorkerRequest) => {
  parentPort?.postMessage(answer(request))
})

function answer(request: JsonWorkerRequest): JsonWorkerReply {
  try {
    return request.type === 'parse' ? start(request.bytes, request.maxDepth) : nextPart()
  } catch (error) {
    if (!IgError.isInstance(error)) throw error
    return { type: 'error', code: error.code as `E_${string}`, message: error.summary }
  }
}

function start(bytes: Uint8Array, maxDepth: number): JsonWorkerReply {
  if (!isUtf8(bytes)) throw new IgError({ code: 'E_UTF8', message: 'The body is not UTF-8.' })
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  const value = parseJson(text, { maxDepth })
  if (typeof value !== 'object' || value === null) return { type: 'leaf', value }
  parts = splitValue(value as Record<string, unknown> | unknown[])
  return { type: 'start', isArray: Array.isArray(value) }
}

function nextPart(): JsonWorkerReply {
  const next = parts?.next()
  if (next && !next.done) return { type: 'part', part: next.value }
  parts = null
  return { type: 'end' }
}
