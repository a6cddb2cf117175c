import { createHash } from 'node:crypto'
import { IgError } from '@ig/errors'
import { z } from 'zod'
import type { ModelCache } from '../models/model-cache.ts'
import { readModelFailure } from '../models/model-failure.ts'
import { createModelGate } from '../models/model-gate.ts'
import { settingsError } from '../models/model-settings.ts'
import { createPostJson, endpoint } from '../models/post-json.ts'
import { errorIn } from '../models/provider-error.ts'
import { withoutCredentials } from '../models/without-credentials.ts'
import type { EmbedPort, Reserve } from '../ports.ts'

/** An embedding model behind OpenAI's embeddings API, wherever it runs. */
export interface EmbeddingSettings {
  /** Default `text-embedding-3-small`. */
  readonly model?: string | undefined
  /** Default OpenAI's. Any compatible server: Ollama, vLLM, llama.cpp, a gateway. */
  readonly baseUrl?: string | undefined
  readonly apiKey?: string | undefined
  /** USD for a million tokens; known for OpenAI's models. Under a cap a model without a price is not called. */
  readonly usdPerMillion?: number | undefined
  /** Vectors of texts seen before. */
  readonly cache?: ModelCache | undefined
  /** What one request may take. Default 20,000. */
  readonly timeoutMs?: number | undefined
  readonly fetch?: typeof fetch | undefined
  readonly nowMs?: (() => number) | undefined
}

const OPENAI_BASE_URL = 'https://api.openai.com/v1'
const DEFAULT_MODEL = 'text-embedding-3-small'
/** OpenAI's list prices as of November 2026. */
const USD_PER_MILLION: Readonly<Record<string, number>> = {
  'text-embedding-3-small': 0.02,
  'text-embedding-3-large': 0.13,
  'text-embedding-ada-002': 0.1,
}
const TEXTS_A_REQUEST = 96
const LONGEST_TEXT = 8_000

const replySchema = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative(), embedding: z.array(z.number()).min(1) })),
  usage: z.object({ prompt_tokens: z.number().int().nonnegative() }).nullish().catch(null),
})

/**
 * Embeddings by any OpenAI-compatible endpoint. A refused key or an empty account rests for 15 minutes, so that it is
 * not asked with every forecast. Throws E_MODEL_SETTINGS here; `embed` throws E_BUDGET, E_MODEL_PRICE and the
 * E_MODEL_... errors of model calls.
 */
export function openEmbeddings(settings: EmbeddingSettings): EmbedPort {
  const { model = DEFAULT_MODEL, apiKey, cache, timeoutMs = 20_000, nowMs = Date.now } = settings
  const baseUrl = settings.baseUrl || OPENAI_BASE_URL
  if (!/^https?:$/.test(URL.parse(baseUrl)?.protocol ?? '')) {
    throw settingsError('The base URL of the embeddings is not an http address.', { baseUrl })
  }
  if (!settings.baseUrl && !apiKey) throw settingsError('The embeddings need an API key.', { model })
  const usdPerMillion = settings.usdPerMillion ?? USD_PER_MILLION[model] ?? null
  const url = endpoint(baseUrl, 'embeddings')
  const post = createPostJson(settings.fetch)
  const gate = createModelGate()
  const keyOf = (text: string) =>
    createHash('sha256')
      .update(JSON.stringify(['embedding', withoutCredentials(baseUrl), model, text]))
      .digest('hex')

  async function ask(texts: readonly string[], signal: AbortSignal, reserve: Reserve | undefined) {
    const stopped = gate.stopped(nowMs())
    if (stopped) throw stopped
    const reservation = reserve?.(worstUsd(texts, usdPerMillion, model), `embed: ${model}`)
    let usd = worstUsd(texts, usdPerMillion ?? 0, model)
    try {
      const reply = await post({
        url,
        headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
        json: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      })
      const body = parse(reply.text)
      const error = errorIn(reply, body)
      if (error) throw error
      const { data, usage } = replySchema.parse(body)
      if (usage) usd = (usage.prompt_tokens * (usdPerMillion ?? 0)) / 1e6
      return inOrder(data, texts.length)
    } catch (thrown) {
      signal.throwIfAborted()
      const failure = readModelFailure(thrown, model, nowMs())
      if (failure.free) usd = 0
      if (failure.next === 'stop') gate.stop(failure.error, nowMs())
      throw failure.error
    } finally {
      reservation?.settle(usd)
    }
  }

  return {
    async embed(given, { signal, reserve }) {
      const texts = given.map((text) => text.slice(0, LONGEST_TEXT) || ' ')
      const known = new Map<string, Float32Array>()
      for (const text of texts) {
        const vector = fromBase64(cache?.get(keyOf(text)) ?? null)
        if (vector) known.set(text, vector)
      }
      const unknown = [...new Set(texts)].filter((text) => !known.has(text))
      for (let at = 0; at < unknown.length; at += TEXTS_A_REQUEST) {
        const asked = unknown.slice(at, at + TEXTS_A_REQUEST)
        const vectors = await ask(asked, signal, reserve)
        for (const [index, text] of asked.entries()) {
          const vector = vectors[index] as Float32Array
          known.set(text, vector)
          cache?.set(keyOf(text), toBase64(vector))
        }
      }
      return texts.map((text) => known.get(text) as Float32Array)
    },
  }
}

/** A token stands for one byte at least. Throws E_MODEL_PRICE where the price is not known. */
function worstUsd(texts: readonly string[], usdPerMillion: number | null, model: string): number {
  if (usdPerMillion === null) {
    throw new IgError({
      code: 'E_MODEL_PRICE',
      message: 'A spend cap is set and the price of the embedding model is not known, so it is not called.',
      values: { model },
      hint: 'Set usdPerMillion (0 for a model that costs nothing).',
    })
  }
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  return (bytes * usdPerMillion) / 1e6
}

function inOrder(
  data: readonly { readonly index: number; readonly embedding: readonly number[] }[],
  count: number,
): Float32Array[] {
  const byIndex = new Map(data.map(({ index, embedding }) => [index, Float32Array.from(embedding)]))
  const vectors = Array.from({ length: count }, (_, index) => byIndex.get(index) ?? new Float32Array())
  const size = vectors[0]?.length
  if (size === 0 || vectors.some((vector) => vector.length !== size)) {
    throw new SyntaxError('The reply has not one vector of one length for each text.')
  }
  return vectors
}

function toBase64(vector: Float32Array): string {
  return JSON.stringify(Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64'))
}

function fromBase64(json: string | null): Float32Array | null {
  if (json === null) return null
  const bytes = Buffer.from(String(parse(json)), 'base64')
  return bytes.length > 0 && bytes.length % 4 === 0 ? new Float32Array(new Uint8Array(bytes).buffer) : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What is no JSON holds no vector; the schema says so.
    return null
  }
}
