import { wordlist } from '@scure/bip39/wordlists/english.js'

/** The shortest phrase that a key is made of. */
const SHORTEST = 12
/** So many words of the length of a phrase's in a row; what they are is looked up only then. */
const MANY_WORDS = /(?<![A-Za-z])(?:[A-Za-z]{3,8}[^A-Za-z]{1,8}){11}[A-Za-z]{3,8}/
/** What JSON and addresses write for a space, a line feed and the like, also in JSON within JSON. */
const ESCAPE = /\\+[nrt]?|%[\dA-F]{2}/g
/** A word, after the line feed or tab of a text in JSON too. */
const WORD =
  /(?<![A-Za-z\\]|\\[a-z]|%[\dA-F])[A-Za-z]{3,8}(?![A-Za-z])|(?<=\\[nrt]|%0[AD])[A-Za-z]{3,8}(?![A-Za-z])/g
/** What may stand between two words of a phrase: white space, commas, numbers of a list, escaped too, or a comma in quotes. */
const BETWEEN = /^(?:(?:[\s,;:.'`()\d|+_-]|\\[nrt]?|%[\dA-F]{2})*|\\*"[\s,]*\\*")$/

let known: ReadonlySet<string> | null = null

/** Masks twelve and more words of BIP39 in a row, however they are laid out: nobody's prose has that many. */
export function maskMnemonics(text: string): string {
  if (!MANY_WORDS.test(/[\\%]/.test(text) ? text.replaceAll(ESCAPE, ' ') : text)) return text
  known ??= new Set(wordlist)
  let masked = ''
  let copied = 0
  let run: Word[] = []
  const endRun = () => {
    const words = withoutKey(run, text)
    const [first] = words
    const last = words.at(-1)
    if (first && last && words.length >= SHORTEST) {
      masked += text.slice(copied, first.start) + maskRun(text.slice(first.start, last.end))
      copied = last.end
    }
    run = []
  }
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const before = run.at(-1)
    if (before && !BETWEEN.test(text.slice(before.end, index))) endRun()
    if (known.has(word.toLowerCase())) run.push({ start: index, end: index + word.length })
    else endRun()
  }
  endRun()
  return masked + text.slice(copied)
}

interface Word {
  readonly start: number
  readonly end: number
}

/** The name of a field in JSON, such as "error", may be a word of BIP39 and is none of a phrase. */
function withoutKey(run: readonly Word[], text: string): readonly Word[] {
  const last = run.at(-1)
  return last && /^\\*"\s*:/.test(text.slice(last.end, last.end + 8)) ? run.slice(0, -1) : run
}

/** One mask for the words between two quotes, which stay: a list in JSON stays one. */
function maskRun(words: string): string {
  return words
    .split(/(\\*"[\s,]*\\*")/)
    .map((part, index) => (index % 2 === 0 ? '********' : part))
    .join('')
}
