import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ModelReply } from './model-reply.ts'
import type { OpenedModel } from './open-model.ts'

/** Where answers of models are kept between runs. Keys are hashes that no secret goes into, values JSON texts. */
export interface ModelCache {
  get(key: string): string | null
  set(key: string, value: string): void
}

/** What one request to a model used. */
export interface UsedByTry {
  readonly inputTokens: number
  readonly outputTokens: number
  readonly costUsd: number
  /** The input tokens that the caps count for it; null where the estimate stands. */
  readonly countedTokens: number | null
}

/** An answer and what each request on the way to it used, failed ones included. */
export interface KeptAnswer {
  readonly reply: ModelReply
  readonly tries: readonly UsedByTry[]
}

/** Changes with the shape of what is kept, so that an older file is asked for nothing. */
const VERSION = 1

const count = z.number().int().nonnegative()

const keptSchema = z.object({
  reply: z.object({
    text: z.string(),
    truncated: z.boolean(),
    usage: z.object({ inputTokens: count, outputTokens: count }).nullable(),
  }),
  tries: z
    .array(
      z.object({
        inputTokens: count,
        outputTokens: count,
        costUsd: z.number().nonnegative(),
        countedTokens: count.nullable(),
      }),
    )
    .min(1),
})

/**
 * The key of a call: a hash of who is asked (provider, model and base URL without credentials), what (messages,
 * options), and which sample and try of it this is.
 */
export function modelCallKey(call: {
  readonly model: Pick<OpenedModel, 'identity' | 'callOptions'>
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly seed: number
  readonly isRepair?: boolean | undefined
}): string {
  const { model, messages, seed, isRepair = false } = call
  const said = messages.map(({ role, content }) => [role, content])
  const parts = [VERSION, model.identity, model.callOptions(seed), seed, isRepair, said]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** The answer under a key; null where there is none, or none that can be read. */
export function readKept(cache: ModelCache, key: string): KeptAnswer | null {
  const text = cache.get(key)
  if (text === null) return null
  const parsed = keptSchema.safeParse(parse(text))
  return parsed.success ? parsed.data : null
}

export function writeKept(cache: ModelCache, key: string, { reply, tries }: KeptAnswer): void {
  cache.set(key, JSON.stringify({ reply, tries }))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not written by us: the model is asked again.
    return null
  }
}
