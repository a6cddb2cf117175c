import type { CompletionTable, Proposal, ValueSource } from './completion-table.ts'

/** A case of a shell's `case` or `switch`: what it is, and the lines that are printed then. */
export interface ShellCase {
  readonly patterns: readonly string[]
  readonly lines: readonly string[]
}

/** The table as cases over text; those with the same lines are one. */
export interface ShellTable {
  readonly words: readonly ShellCase[]
  readonly flags: readonly ShellCase[]
  readonly values: readonly ShellCase[]
}

/** A line is a value, a tab and what it is. `@files` and the like stand for what the shell has to find itself. */
export function shellTable({ words, flags, values }: CompletionTable): ShellTable {
  return {
    words: cases(words, proposalLines),
    flags: cases(flags, proposalLines),
    values: cases(values, valueLines),
  }
}

function cases<T>(table: ReadonlyMap<string, T>, linesOf: (value: T) => string[]): ShellCase[] {
  const byText = new Map<string, { patterns: string[]; lines: string[] }>()
  for (const [pattern, value] of table) {
    const lines = linesOf(value)
    const text = lines.join('\n')
    const standing = byText.get(text)
    if (standing) standing.patterns.push(pattern)
    else byText.set(text, { patterns: [pattern], lines })
  }
  return [...byText.values()]
}

function proposalLines(proposals: readonly Proposal[]): string[] {
  return proposals.map(({ value, doc }) => `${value}\t${firstSentence(doc)}`)
}

function valueLines(source: ValueSource): string[] {
  return typeof source === 'string' ? [`@${source}`] : proposalLines(source)
}

/** What fits beside a value. Nothing in it means anything to a shell between single quotes. */
function firstSentence(doc: string): string {
  return doc.replace(/(?<=\w{2})[.;:] .*$/s, '').replace(/\.$/, '')
}

/** A text as one word of a shell. */
export function shellQuoted(text: string, innerQuote = "'\\''"): string {
  return `'${text.replaceAll("'", innerQuote)}'`
}
