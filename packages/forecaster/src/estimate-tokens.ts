const SPACE = 32
const NEWLINE = 10
const LETTERS_A_TOKEN = 2

/**
 * How many tokens a text has at most, near enough for a cap: two letters of one case are a token, a digit or a mark
 * is one, and beyond ASCII every byte is. English comes out at about twice what tokenisers count, random letters at what they count.
 */
export function estimateTokens(text: string): number {
  return walk(text, Number.POSITIVE_INFINITY).tokens
}

/** The beginning of a text that has at most so many tokens by `estimateTokens`. */
export function cutToTokens(text: string, maxTokens: number): string {
  const { end } = walk(text, maxTokens)
  return end === text.length ? text : text.slice(0, end)
}

function walk(text: string, maxTokens: number): { readonly tokens: number; readonly end: number } {
  let tokens = 0
  let lowerRun = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    let cost = 1
    if (code >= 97 && code <= 122) {
      cost = lowerRun % LETTERS_A_TOKEN === 0 ? 1 : 0
      lowerRun++
    } else if (code >= 65 && code <= 90) {
      // A capital begins a word, so it shares a token with what follows.
      lowerRun = 1
    } else {
      lowerRun = 0
      if (code === SPACE) cost = 0
      else if (code >= 0x800) cost = 3
      else if (code >= 0x80) cost = 2
      else if (code < SPACE && code !== NEWLINE) cost = 2
    }
    if (tokens + cost > maxTokens) return { tokens, end: at }
    tokens += cost
  }
  return { tokens, end: text.length }
}
