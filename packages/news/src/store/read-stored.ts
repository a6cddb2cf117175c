import { IgError } from '@ig/errors'
import type { z } from 'zod'
import type { AnswerStore } from './answer-store.ts'

/**
 * The stored value of a key as its schema says, or null. What another version kept in another form counts as
 * missing in a cache.
 *
 * @throws IgError `E_NEWS_CASSETTE` where it is in a cassette, whose replay must be the same run
 */
export function readStored<Schema extends z.ZodType>(
  store: AnswerStore | undefined,
  key: string,
  schema: Schema,
): z.output<Schema> | null {
  const text = store?.get(key) ?? null
  if (text === null) return null
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  if (!store?.isCassette) return null
  throw new IgError({
    code: 'E_NEWS_CASSETTE',
    message: 'A cassette holds an answer of another form.',
    values: { key },
    hint: 'Record it again.',
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No form at all is another form too.
    return undefined
  }
}
