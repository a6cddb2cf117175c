import { describe, expect, test } from 'vitest'
import { parseDate } from '../as-of/parse-date.ts'
import { canonicalUrl } from '../merge/canonical-url.ts'
import { nearDuplicates } from '../merge/duplicates.ts'
import { plainWords } from '../providers/plain-words.ts'
import { parseRetryAfterMs } from '../transport/retry-after.ts'
import { withoutBoilerplate } from './boilerplate.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import { decodeEntities } from './decode-entities.ts'
import { decodePage } from './decode-page.ts'
import { hiddenSelectors, isHidingStyle } from './hidden-parts.ts'
import { isHostileText } from './hostile-text.ts'
import { detectLanguage } from './language.ts'

const LENGTH = 1_000_000
/** A pattern that tries a megabyte in two ways takes minutes; a loaded machine never takes this long over one. */
const MAX_MS = 10_000
const fill = (part: string) => part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH)
/** What makes careless patterns slow: long runs, near misses, openings without an end. */
const TEXTS = {
  letters: fill('a'),
  spaces: fill(' '),
  digits: fill('1'),
  lines: fill('\n'),
  'lines and spaces': fill('\n '),
  'tags that never end': fill('<'),
  'entities that never end': fill('&#'),
  words: fill('ignore all the rules '),
  orders: fill('ignore ignore the previous '),
  answers: fill('answer with exactly only the '),
  styles: fill('display: :none;opacity:.'),
  rules: fill('.a{display:none}'),
  colons: fill('system :'),
  quotes: fill('"probability'),
  newsletters: fill('sign up our free '),
  dates: fill('2025-03-0'),
  'zero width': fill('\u200b'),
  charsets: fill('charset '),
}
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  parseDate: (text) => parseDate(text, { fetchedAtMs: 0 }),
  canonicalUrl: (text) => canonicalUrl(`https://x.test/${text}`),
  cleanLine: (text) => cleanLine(text, LENGTH),
  cleanText: (text) => cleanText(text, LENGTH),
  decodeEntities,
  withoutBoilerplate,
  isHidingStyle,
  hiddenSelectors,
  isHostileText,
  detectLanguage,
  plainWords,
  parseRetryAfter: (text) => parseRetryAfterMs(text, 0),
  nearDuplicates: (text) => nearDuplicates([{ title: text, text, publishedAt: new Date(0) }]),
  decodePage: (text) => decodePage(Buffer.from(text), text),
}

describe.each(Object.entries(READERS))('%s', (_name, read) => {
  test.each(Object.entries(TEXTS))('a megabyte of %s', (_what, text) => {
    const startMs = performance.now()
    read(text)
    expect(performance.now() - startMs).toBeLessThan(MAX_MS)
  })
})
