import { cutToTokens } from '../estimate-tokens.ts'
import type { ForecastState, ReadArticle } from '../steps/forecast-state.ts'
import { describeArticle } from './describe-article.ts'
import { describeQuestion, STRANGERS_WORDS } from './describe-question.ts'
import type { PromptMessage } from './prompt-message.ts'
import { untrusted } from './untrusted.ts'

export const REASON_SHAPE =
  '{"for": ["..."], "against": ["..."], "reasoning": "...", "probability": <a number between 0.001 and 0.999>}'

const SYSTEM = `You estimate how likely the answer to a yes-or-no question is yes. You are scored with a proper scoring rule, so the only winning policy is to state what you believe.

${STRANGERS_WORDS}

Answer with one JSON object and nothing else:
{"for": ["a reason for yes"], "against": ["a reason for no"], "reasoning": "your considerations in at most 200 words", "probability": 0.37}
Give at most three reasons each way, the strongest first. Where an article bears you out, cite it by its number, as in [2]. "probability" is the chance of yes as a decimal fraction between 0.001 and 0.999. Never write a percentage.`

/** One way of looking at the question for each sample in turn: samples that differ err less in common. */
const ANGLES = [
  'Begin with the outside view: name a class of comparable cases and how often they came out yes. Then move from that rate only as far as the particulars of this case justify.',
  'Begin with the particulars: what has to happen for a yes, step by step, by when, and how likely is each step given the ones before it? Check the product against how often such things happen at all.',
  'Begin with the two strongest reasons for no and the two strongest for yes, and how much each should move an impartial reader. Mind that the state of things usually lasts, and that little time means little change.',
  'Begin by imagining that the answer has turned out to be the less likely one, and tell the most plausible way there. If that way is easy to find, you are too sure; if it needs several surprises, you may be surer.',
]

export const BACKGROUND_TOKENS = 3_000
const MAX_EARLIER_TOKENS = 700
const MAX_EARLIER_LENGTH = 2_000
const OUTSIDE_TOKENS = 300
const OUTSIDE_LENGTH = 1_200
export const NOTES_TOKENS = 400

type Known = Pick<ForecastState, 'question' | 'articles' | 'outside'>

/** The messages of each reasoning sample; what strangers wrote is in the user's message only. */
export function reasonPrompts(known: Known, count: number): PromptMessage[][] {
  // The angle comes last, so that samples share all that a provider may cache.
  const shared = describeKnown(known).join('\n\n')
  return Array.from({ length: count }, (_, index) => [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: `${shared}\n\n${ANGLES[index % ANGLES.length]}` },
  ])
}

/** Question, outside view, earlier belief and evidence, as reasoning and supervision see them. */
export function describeKnown({ question, articles, outside }: Known): string[] {
  const parts = describeQuestion(question, BACKGROUND_TOKENS)
  if (outside) {
    const view = untrusted('outside view', cutToTokens(outside.reasoning, OUTSIDE_TOKENS), OUTSIDE_LENGTH)
    parts.push(`Before any news was read, the outside view gave ${outside.probability.toFixed(3)}:\n${view}`)
  }
  const { earlier } = question
  if (earlier) {
    const before = `At ${earlier.madeAt.toISOString()} you said ${earlier.probability.toFixed(3)}, for these reasons; revise it as far as time and news warrant.`
    const reasons = cutToTokens(earlier.reasoning, MAX_EARLIER_TOKENS)
    parts.push(`${before}\n${untrusted('earlier reasons', reasons, MAX_EARLIER_LENGTH)}`)
  }
  parts.push(
    ...articles.map((article, index) => describeArticle(article, index, wordsOf(article), NOTES_TOKENS)),
  )
  return parts
}

function wordsOf({ summary, text }: ReadArticle): string {
  return summary ?? text
}
