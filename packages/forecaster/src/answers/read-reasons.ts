import { z } from 'zod'
import type { Read } from './ask-model.ts'
import { findJsonObjects } from './find-json-objects.ts'
import { type ProbabilityAnswer, readAnswer } from './read-answer.ts'
import { withoutThoughts } from './without-thoughts.ts'

/** What a reasoning sample says: a probability, and why. */
export interface ReasonedAnswer extends ProbabilityAnswer {
  /** Reasons for yes, the strongest first. */
  readonly for: readonly string[]
  /** Reasons for no. */
  readonly against: readonly string[]
}

const MAX_REASONS = 5
const MAX_REASON_LENGTH = 600

const reasons = z
  .array(z.string())
  .transform((list) =>
    list
      .slice(0, MAX_REASONS)
      .map((reason) => reason.trim().slice(0, MAX_REASON_LENGTH))
      .filter((reason) => reason !== ''),
  )
  .catch([])

const reasonsSchema = z.object({ for: reasons, against: reasons })

/** Reads a sample as `readAnswer` does; reasons for and against are welcome, not required. */
export function readReasons(text: string): Read<ReasonedAnswer> {
  const answer = readAnswer(text)
  if (!answer.ok) return answer
  const said = findJsonObjects(withoutThoughts(text)).find((object) => Object.hasOwn(object, 'probability'))
  return { ok: true, value: { ...answer.value, ...reasonsSchema.parse(said ?? {}) } }
}
