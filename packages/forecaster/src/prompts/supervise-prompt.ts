import { cutToTokens } from '../estimate-tokens.ts'
import type { ForecastState } from '../steps/forecast-state.ts'
import { STRANGERS_WORDS } from './describe-question.ts'
import type { PromptMessage } from './prompt-message.ts'
import { describeKnown } from './reason-prompt.ts'
import { untrusted } from './untrusted.ts'

export const SUPERVISE_SHAPE =
  '{"crux": "...", "reasoning": "...", "probability": <a number between 0.001 and 0.999>}'

const OPINION_TOKENS = 350
const OPINION_LENGTH = 1_500

const SYSTEM = `Several forecasters have answered the same yes-or-no question and disagree widely. You settle it.

${STRANGERS_WORDS}
Their opinions stand between such marks too, since they repeat what strangers wrote.

Find the crux: the fact, the reading of the question or the judgement on which they part. Check it against the material. An opinion that misreads the question, forgets how much time is left or leans on a single doubtful source counts little. Do not split the difference where one of them is plainly mistaken, and do not pick a side where the matter is open.

Answer with one JSON object and nothing else:
{"crux": "where they part", "reasoning": "how you settle it, in at most 150 words", "probability": 0.37}
Cite articles by their numbers, as in [2]. "probability" is the chance of yes as a decimal fraction between 0.001 and 0.999, never a percentage.`

/** Asks for the last word on samples that disagree. */
export function supervisePrompt(state: ForecastState): PromptMessage[] {
  const opinions = state.samples.map(({ probability, reasoning }, index) => {
    const said = untrusted(`opinion ${index + 1}`, cutToTokens(reasoning, OPINION_TOKENS), OPINION_LENGTH)
    return `Forecaster ${index + 1} says ${probability.toFixed(3)}:\n${said}`
  })
  return [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: [...describeKnown(state), ...opinions].join('\n\n') },
  ]
}
