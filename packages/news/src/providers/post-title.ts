const MAX_LENGTH = 120

/** The first line of a post, cut to the length of a headline. */
export function titleOfPost(text: string): string {
  const [line = ''] = text.trim().split('\n', 1)
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line
}
