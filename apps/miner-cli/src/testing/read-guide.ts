/** A page of documentation whose commands can be run. */
export interface Guide {
  readonly blocks: readonly GuideBlock[]
  readonly environment: Readonly<Record<string, string>>
  /** A line with the page's own replacements, and `{name}` in these replaced by the value of that name. */
  substitute(line: string, values: Readonly<Record<string, string>>): string
}

/** One block of commands. */
export interface GuideBlock {
  readonly lines: readonly string[]
  /** What each of its commands ends with. */
  readonly exitCode: number
  /** It goes on while the page does. */
  readonly background: boolean
}

/** Reads the `sh` blocks of a page of Markdown, and what its front matter says about running them. */
export function readGuide(markdown: string): Guide {
  const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(markdown) ?? []
  const substitutions = entriesOf(front, 'substitutions')
  return {
    blocks: [...body.matchAll(/^```sh(.*)\n([\s\S]*?)\n```$/gm)].map(([, info = '', text = '']) => ({
      lines: text.split('\n').filter((line) => line.trim() !== ''),
      exitCode: Number(/exit=(\d+)/.exec(info)?.[1] ?? 0),
      background: info.includes('background'),
    })),
    environment: Object.fromEntries(entriesOf(front, 'environment')),
    substitute: (line, values) => {
      const replaced = substitutions.reduce((text, [from, to]) => text.replaceAll(from, to), line)
      return replaced.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
    },
  }
}

/** The indented `name: "value"` lines below a key of the front matter. */
function entriesOf(front: string, key: string): (readonly [string, string])[] {
  const [, block = ''] = new RegExp(`^${key}:\\n((?: {2}.*(?:\\n|$))*)`, 'm').exec(front) ?? []
  return [...block.matchAll(/^ {2}"?([^":]+)"?: "(.*)"$/gm)].map(([, name = '', value = '']) => [name, value])
}
