import type { NewsArticle } from '../ports.ts'
import type { DatedQuestion } from '../question.ts'
import type { PromptMessage } from './prompt-message.ts'
import { reasonPrompts } from './reason-prompt.ts'

/** What a model is taught to say of a question. */
export interface TrainingAnswer {
  readonly for: readonly string[]
  readonly against: readonly string[]
  readonly reasoning: string
  /** Of yes, 0 to 1. */
  readonly probability: number
}

/**
 * A lesson for a model: the messages by which a forecaster asks it, and the answer that it should have given, in the
 * answer's own schema. Only what lies before `question.asOf` is shown: an article from that moment on is left out.
 */
export function trainingMessages(
  question: DatedQuestion,
  articles: readonly NewsArticle[],
  answer: TrainingAnswer,
): PromptMessage[] {
  const known = articles
    .filter(({ publishedAt }) => publishedAt.getTime() < question.asOf.getTime())
    .map((article) => ({ ...article, relevance: null, summary: null }))
  const [asked = []] = reasonPrompts(
    { question: { ...question, earlier: null }, articles: known, outside: null },
    1,
  )
  const { for: reasonsFor, against, reasoning, probability } = answer
  const content = JSON.stringify({ for: reasonsFor, against, reasoning, probability })
  return [...asked, { role: 'assistant', content }]
}
