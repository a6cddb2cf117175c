/**
 * Breaks a line at white space so that no part is wider than `width`, each part but the first indented by as much as
 * `indent` says. A word that is longer stays whole: addresses must stay clickable.
 */
export function wrapText(line: string, width: number, indent = ''): string[] {
  const parts: string[] = []
  let current = ''
  for (const word of line.split(/(?<=\s)(?=\S)/)) {
    if (current.trim() !== '' && (current + word).trimEnd().length > width) {
      parts.push(current.trimEnd())
      current = indent
    }
    current += word
  }
  return [...parts, current.trimEnd()]
}
