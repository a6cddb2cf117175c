import { cutToTokens } from '../estimate-tokens.ts'
import type { ReadArticle } from '../steps/forecast-state.ts'
import { untrusted } from './untrusted.ts'

const MAX_TITLE_TOKENS = 100
const MAX_SOURCE_TOKENS = 40
/** More characters than so many tokens have, whatever the language. */
const CHARACTERS_A_TOKEN = 6

/** An article between its marks, numbered from 1 as the evidence is. */
export function describeArticle(
  { title, source, publishedAt }: ReadArticle,
  index: number,
  words: string,
  maxTokens: number,
): string {
  const shown = [
    cutToTokens(title, MAX_TITLE_TOKENS),
    `(${cutToTokens(source, MAX_SOURCE_TOKENS)})`,
    cutToTokens(words, maxTokens),
  ]
  return untrusted(
    `article ${index + 1}, published ${publishedAt.toISOString()}`,
    shown.join('\n').trimEnd(),
    CHARACTERS_A_TOKEN * (maxTokens + MAX_TITLE_TOKENS + MAX_SOURCE_TOKENS),
  )
}
