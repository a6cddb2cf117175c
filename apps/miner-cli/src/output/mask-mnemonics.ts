import { wordlist } from '@scure/bip39/wordlists/english.js'

/** The shortest phrase that a key is made of. */
const SHORTEST = 12
/** So many words of the length of a phrase's in a row; what they are is looked up only then. */
const MANY_WORDS = /(?:[A-Za-z]{3,8}[^A-Za-z]{1,8}){11}[A-Za-z]{3,8}/
/** What JSON and addresses write for a space, a line feed and the like, also in JSON within JSON. */
const ESCAPE = /\\+[nrt]?|%[\dA-F]{2}/g
/** A word, after the line feed or tab of a text in JSON too. */
const WORD =
  /(?<![A-Za-z\\]|\\[a-z]|%[\dA-F])[A-Za-z]{3,8}(?![A-Za-z])|(?<=\\[nrt]|%0[AD])[A-Za-z]{3,8}(?![A-Za-z])/g
/** What may stand between two words of a phrase: white space, commas, quotes, numbers of a list, all of it escaped, too. */
const BETWEEN = /^(?:[\s,;:."'`()[\]\d|+_-]|\\[nrt]?|%[\dA-F]{2})*$/

let known: ReadonlySet<string> | null = null

/** Masks twelve and more words of BIP39 in a row, however they are laid out: nobody's prose has that many. */
export function maskMnemonics(text: string): string {
  if (!MANY_WORDS.test(/[\\%]/.test(text) ? text.replaceAll(ESCAPE, ' ') : text)) return text
  known ??= new Set(wordlist)
  let masked = ''
  let copied = 0
  let run: { readonly start: number; end: number; words: number } | null = null
  const endRun = () => {
    if (run !== null && run.words >= SHORTEST) {
      masked += `${text.slice(copied, run.start)}********`
      copied = run.end
    }
    run = null
  }
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (run !== null && !BETWEEN.test(text.slice(run.end, index))) endRun()
    if (!known.has(word.toLowerCase())) {
      endRun()
      continue
    }
    run ??= { start: index, end: index, words: 0 }
    run.words += 1
    run.end = index + word.length
  }
  endRun()
  return masked + text.slice(copied)
}
