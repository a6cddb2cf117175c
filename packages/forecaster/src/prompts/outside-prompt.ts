import type { DatedQuestion } from '../question.ts'
import { describeQuestion, STRANGERS_WORDS } from './describe-question.ts'
import type { PromptMessage } from './prompt-message.ts'
import { BACKGROUND_TOKENS } from './reason-prompt.ts'

export const OUTSIDE_SHAPE = '{"reasoning": "...", "probability": 0.21}'

const SYSTEM = `You give the outside view of a yes-or-no question: how often things of its kind come out yes, before anybody looks at today's news.

${STRANGERS_WORDS}

Choose one or two classes of past cases that this one belongs to, as narrow as still leaves enough cases to count. Say how often they came out yes within a comparable time, and correct for how much time is left here. What is asked about changes less often than people expect.

Answer with one JSON object and nothing else:
${OUTSIDE_SHAPE}
"reasoning" names the classes and their rates in at most 100 words. "probability" is a decimal fraction between 0.001 and 0.999, never a percentage.`

/** Asks for the base rate, without any article. */
export function outsidePrompt(question: DatedQuestion): PromptMessage[] {
  return [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: describeQuestion(question, BACKGROUND_TOKENS).join('\n\n') },
  ]
}
