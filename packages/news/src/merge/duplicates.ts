/** What duplicates are told by. */
export interface Comparable {
  readonly title: string
  readonly text: string
  readonly publishedAt: Date
}

/** The same headline within so many days is the same story; a year later it is another. */
const SAME_STORY_MS = 7 * 86_400_000
/** A shorter headline ("Update") may stand over anything. */
const MIN_SAME_WORDS = 3
const MIN_TITLE_WORDS = 4
const LIKE_TITLE = 0.9
const MIN_TEXT_WORDS = 30
const SHINGLE_WORDS = 4
const HASHES = 64
const LIKE_TEXT = 0.8
const MAX_WORDS = 2_000
const TELLING = /^(?:\d.*|no|not|never|without|denies|denied|isn't|won't|doesn't|didn't|can't|cannot)$/

/**
 * For each article the index of an earlier one that it repeats, else null: the same headline, nearly the same one
 * with the same numbers and negations, or nearly the same text.
 */
export function nearDuplicates(articles: readonly Comparable[]): (number | null)[] {
  const known: { readonly index: number; readonly print: Print; readonly atMs: number }[] = []
  return articles.map((article, index) => {
    const print = printOf(article)
    const atMs = article.publishedAt.getTime()
    const original = known.find(
      (other) => Math.abs(other.atMs - atMs) <= SAME_STORY_MS && isAlike(other.print, print),
    )
    if (original) return original.index
    known.push({ index, print, atMs })
    return null
  })
}

interface Print {
  readonly headline: string
  readonly words: ReadonlySet<string>
  /** The words that turn a headline into another. */
  readonly telling: string
  readonly signature: Uint32Array | null
}

function printOf({ title, text }: Comparable): Print {
  const words = wordsOf(title)
  return {
    headline: words.join(' '),
    words: new Set(words),
    telling: [...new Set(words.filter((word) => TELLING.test(word)))].sort().join(' '),
    signature: signatureOf(wordsOf(text)),
  }
}

/** Words in lower case, without marks; of a language that sets no spaces, single characters. */
function wordsOf(text: string): string[] {
  const found = text
    .slice(0, MAX_WORDS * 20)
    .toLowerCase()
    .match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|\d[\d.,]{0,20}|[\p{L}\p{M}][\p{L}\p{M}'’]{0,40}/gu,
    )
  return (found ?? []).slice(0, MAX_WORDS)
}

function isAlike(one: Print, other: Print): boolean {
  const isSameTitle = one.headline === other.headline && one.words.size >= MIN_SAME_WORDS
  const isTitleLike =
    isSameTitle ||
    (Math.min(one.words.size, other.words.size) >= MIN_TITLE_WORDS &&
      one.telling === other.telling &&
      jaccard(one.words, other.words) >= LIKE_TITLE)
  return (
    isTitleLike ||
    (one.signature !== null &&
      other.signature !== null &&
      similarity(one.signature, other.signature) >= LIKE_TEXT)
  )
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0
  for (const word of one) if (other.has(word)) shared += 1
  return shared / (one.size + other.size - shared)
}

/** MinHash (Broder 1997): the share of equal entries of two signatures estimates the overlap of their shingles. */
function signatureOf(words: readonly string[]): Uint32Array | null {
  if (words.length < MIN_TEXT_WORDS) return null
  const signature = new Uint32Array(HASHES).fill(0xffff_ffff)
  for (let start = 0; start + SHINGLE_WORDS <= words.length; start += 1) {
    const hash = hashText(words.slice(start, start + SHINGLE_WORDS).join(' '))
    for (let index = 0; index < HASHES; index += 1) {
      const mixed = mix(hash ^ Math.imul(index + 1, 0x9e37_79b1))
      if (mixed < (signature[index] ?? 0)) signature[index] = mixed
    }
  }
  return signature
}

function similarity(one: Uint32Array, other: Uint32Array): number {
  let equal = 0
  for (let index = 0; index < HASHES; index += 1) if (one[index] === other[index]) equal += 1
  return equal / HASHES
}

/** FNV-1a. */
function hashText(text: string): number {
  let hash = 0x811c_9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193)
  }
  return hash >>> 0
}

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
