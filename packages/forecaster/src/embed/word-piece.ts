const UNKNOWN = '[UNK]'
const LONGEST_WORD = 100

/** Cuts texts into the word pieces of a BERT vocabulary, uncased. */
export interface WordPieces {
  /** Ids with [CLS] before and [SEP] after them, `maxTokens` at most. */
  encode(text: string, maxTokens: number): number[]
}

/** A vocabulary as `vocab.txt` lists it: one piece a line, its id the line's number from 0. */
export function createWordPieces(vocabulary: string): WordPieces {
  const ids = new Map(vocabulary.split(/\r?\n/).map((piece, id) => [piece, id]))
  const idOf = (piece: string): number => {
    const id = ids.get(piece)
    if (id === undefined) throw new TypeError(`The vocabulary has no ${piece}.`)
    return id
  }
  const [unknown, begin, end] = [UNKNOWN, '[CLS]', '[SEP]'].map(idOf) as [number, number, number]

  /** The longest piece first, from left to right; a word that does not come out whole is unknown. */
  function pieces(word: string): number[] {
    if (word.length > LONGEST_WORD) return [unknown]
    const found: number[] = []
    let start = 0
    while (start < word.length) {
      let stop = word.length
      let id: number | undefined
      for (; stop > start && id === undefined; stop--) {
        id = ids.get((start > 0 ? '##' : '') + word.slice(start, stop))
      }
      if (id === undefined) return [unknown]
      found.push(id)
      start = stop + 1
    }
    return found
  }

  return {
    encode(text, maxTokens) {
      const tokens = [begin]
      for (const word of words(text)) {
        if (tokens.length >= maxTokens - 1) break
        tokens.push(...pieces(word))
      }
      return [...tokens.slice(0, maxTokens - 1), end]
    },
  }
}

// Ideographs are words by themselves; so are marks, the ASCII symbols among them.
const WORD = /[\p{Script=Han}]|[\p{P}$+<=>^`|~]|[^\s\p{Script=Han}\p{P}$+<=>^`|~]+/gu

function words(text: string): string[] {
  const plain = text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/(?![\t\n\r])[\p{Cc}\p{Cf}\uFFFD]/gu, '')
    .toLowerCase()
  return plain.match(WORD) ?? []
}
