/**
 * The outermost `{…}` spans of a text that parse as JSON objects, in their order: whole answers, fenced ones, and
 * ones with talk around them. One pass, so linear in the text whatever it holds.
 */
export function findJsonObjects(text: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = []
  let depth = 0
  let start = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (inString) {
      if (char === '\\') at++
      else if (char === '"') inString = false
    } else if (char === '"') {
      // Quotation marks in the talk around an object open nothing.
      inString = depth > 0
    } else if (char === '{') {
      if (depth === 0) start = at
      depth++
    } else if (char === '}' && depth > 0) {
      depth--
      if (depth === 0) {
        const object = parseObject(text.slice(start, at + 1))
        if (object) found.push(object)
      }
    }
  }
  return found
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    // Not JSON: the caller sees that there is none and asks again.
    return null
  }
}
