/** What one sample said, as a forecast's text keeps it. */
export interface Voice {
  readonly probability: number
  readonly reasoning: string
  readonly for: readonly string[]
  readonly against: readonly string[]
}

const VOICE = /^\[(0\.\d{3})\] ?(.*)$/s

/** The samples' own words in the reasoning of a stored forecast; what a supervisor or an outside view said is none. */
export function voicesOf(reasoning: string): Voice[] {
  return reasoning.split('\n\n').flatMap((block) => {
    const match = VOICE.exec(block)
    if (match === null) return []
    const lines = (match[2] ?? '').split('\n')
    const listed = (mark: string) =>
      lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length))
    const words = lines.filter((line) => !/^[+-] /.test(line)).join('\n')
    return [
      {
        probability: Number(match[1]),
        reasoning: words.trim(),
        for: listed('+ '),
        against: listed('- '),
      },
    ]
  })
}
