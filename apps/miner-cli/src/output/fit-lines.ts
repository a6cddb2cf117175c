import { wrapText } from './wrap-text.ts'

/** Words that begin below others must not fill half of the width with nothing. */
const DEEPEST = 0.4

/** A text of which no line is wider, broken between words; what follows stands below the second column of its line. */
export function fitLines(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) =>
      line.length <= width ? [line] : wrapText(line, width, ' '.repeat(indentOf(line, width))),
    )
    .join('\n')
}

function indentOf(line: string, width: number): number {
  const second = /^\s*\S.*?\s{2,}(?=\S)/.exec(line)?.[0].length ?? 0
  const first = /^\s*/.exec(line)?.[0].length ?? 0
  return second > 0 && second <= width * DEEPEST ? second : Math.min(first + 4, Math.floor(width * DEEPEST))
}
