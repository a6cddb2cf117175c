import { z } from 'zod'
import { clampProbability } from '../probability.ts'
import type { Read } from './ask-model.ts'
import { findJsonObjects } from './find-json-objects.ts'
import { withoutThoughts } from './without-thoughts.ts'

/** A probability inside [0.001, 0.999] and the reasons given for it. */
export interface ProbabilityAnswer {
  readonly probability: number
  readonly reasoning: string
}

const MAX_ANSWER_LENGTH = 200_000
const MAX_REASONING_LENGTH = 10_000

const answerSchema = z.object({
  probability: z.union([z.number(), z.string().max(40).transform(numberInWords)]),
  reasoning: z.string().max(MAX_ANSWER_LENGTH).catch(''),
})

/**
 * Reads a model's answer: one JSON object with a probability, alone, fenced or in the midst of talk; the number
 * may be written "0.7" or "70%". What could mean two things is not guessed: 70 without a sign, two objects that
 * disagree, words. The probability comes out inside [0.001, 0.999].
 */
export function readAnswer(text: string): Read<ProbabilityAnswer> {
  if (text.trim() === '') return { ok: false, problem: 'it was empty' }
  const objects = findJsonObjects(withoutThoughts(text).slice(0, MAX_ANSWER_LENGTH))
  const withProbability = objects.filter((object) => Object.hasOwn(object, 'probability'))
  const [first, ...others] = withProbability
  if (first === undefined) return { ok: false, problem: 'it holds no JSON object with "probability"' }
  if (others.some((other) => other.probability !== first.probability)) {
    return { ok: false, problem: 'it holds several different probabilities' }
  }
  const parsed = answerSchema.safeParse(first)
  if (!parsed.success || !Number.isFinite(parsed.data.probability)) {
    return { ok: false, problem: '"probability" is not a number' }
  }
  const { probability, reasoning } = parsed.data
  if (probability < 0 || probability > 1) {
    return { ok: false, problem: '"probability" is not between 0 and 1; a percentage is not meant' }
  }
  return {
    ok: true,
    value: {
      probability: clampProbability(probability),
      reasoning: reasoning.slice(0, MAX_REASONING_LENGTH),
    },
  }
}

/** "0.7", "70%", "70 %"; NaN for anything else. */
function numberInWords(text: string): number {
  const match = /^(\d{1,9}(?:\.\d{1,20})?|\.\d{1,20})( ?%)?$/.exec(text.trim())
  if (match === null) return Number.NaN
  return Number(match[1]) / (match[2] === undefined ? 1 : 100)
}
