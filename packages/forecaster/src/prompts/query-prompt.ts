import type { DatedQuestion } from '../question.ts'
import { describeQuestion, STRANGERS_WORDS } from './describe-question.ts'
import type { PromptMessage } from './prompt-message.ts'

export const QUERY_SHAPE = '{"subquestions": ["..."], "queries": ["..."]}'

const BACKGROUND_TOKENS = 2_000

/** Asks for the parts of a question and for searches that would inform them. */
export function queryPrompt(question: DatedQuestion, count: number): PromptMessage[] {
  const system = `You prepare the research for a yes-or-no question about the future. You write searches for a news engine; somebody else reads what they find.

${STRANGERS_WORDS}

First take the question apart: what would have to be known, decided or done for a yes, and what could prevent it? Then write ${count} searches that together cover those parts. Name the people, bodies, places and things concerned as a newspaper would; one search is for the latest state of the matter, one for what speaks against the likelier answer. No search has more than seven words, and none has quotation marks, operators or dates.

Answer with one JSON object and nothing else:
${QUERY_SHAPE}`
  return [
    { role: 'system', content: system },
    { role: 'user', content: describeQuestion(question, BACKGROUND_TOKENS).join('\n\n') },
  ]
}
