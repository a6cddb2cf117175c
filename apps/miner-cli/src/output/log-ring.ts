/** The last lines of a log, for whoever looks at it while it grows. */
export interface LogRing {
  add(line: string): void
  /** At most so many, oldest first. */
  last(count: number): readonly string[]
  /** Told of every further line; gives what ends that. */
  listen(listener: (line: string) => void): () => void
}

/** Keeps the last `maxLines` lines, and fewer where they hold more than `maxLength` characters together. */
export function createLogRing({
  maxLines,
  maxLength,
}: {
  readonly maxLines: number
  readonly maxLength: number
}): LogRing {
  const lines: string[] = []
  const listeners = new Set<(line: string) => void>()
  let length = 0
  return {
    add(line) {
      lines.push(line)
      length += line.length
      while (lines.length > maxLines || (length > maxLength && lines.length > 1))
        length -= lines.shift()?.length ?? 0
      for (const listener of listeners) listener(line)
    },
    last: (count) => (count <= 0 ? [] : lines.slice(-count)),
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
