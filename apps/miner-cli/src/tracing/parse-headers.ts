/** Headers as the settings have them: `name=value`, with commas between them. */
export function parseHeaders(text: string | null): Readonly<Record<string, string>> {
  if (text === null) return {}
  return Object.fromEntries(
    text.split(',').map((part) => {
      const at = part.indexOf('=')
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()]
    }),
  )
}
