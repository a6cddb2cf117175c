import type { z } from 'zod'
import type { Read } from './ask-model.ts'
import { findJsonObjects } from './find-json-objects.ts'
import { withoutThoughts } from './without-thoughts.ts'

const MAX_ANSWER_LENGTH = 200_000

/** Reads the first JSON object of an answer that fits the schema, alone, fenced or in the midst of talk. */
export function readJson<T>(text: string, schema: z.ZodType<T>): Read<T> {
  if (text.trim() === '') return { ok: false, problem: 'it was empty' }
  const objects = findJsonObjects(withoutThoughts(text).slice(0, MAX_ANSWER_LENGTH))
  let problem = 'it holds no JSON object'
  for (const object of objects) {
    const parsed = schema.safeParse(object)
    if (parsed.success) return { ok: true, value: parsed.data }
    const issue = parsed.error.issues[0]
    problem = `its ${issue?.path.join('.') || 'content'} is not as asked`
  }
  return { ok: false, problem }
}
