/** The text of a page's bytes by its charset: of the header, else of the document's first kilobyte, else UTF-8. */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1_024)).toString(
    'latin1',
  )
  const named = charsetIn(contentType) ?? charsetIn(start) ?? 'utf-8'
  return decoderOf(named).decode(bytes)
}

function decoderOf(charset: string) {
  try {
    return new TextDecoder(charset)
  } catch {
    // A charset that no browser knows either.
    return new TextDecoder('utf-8')
  }
}

function charsetIn(text: string): string | null {
  return /charset ?= ?["']?([\w-]{1,40})/i.exec(text)?.[1] ?? null
}
