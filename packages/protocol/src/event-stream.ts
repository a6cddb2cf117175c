/** The content type of a streaming synapse's answer. */
export const EVENT_STREAM_TYPE = 'text/event-stream'

/** True for an answer that streams. */
export function isEventStream(contentType: string | null | undefined): boolean {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() === EVENT_STREAM_TYPE
}

/**
 * The bytes to send for the pieces of an answer. A streaming synapse has no framing of its own: each piece is one
 * chunk of the HTTP body, as it is, and an empty one is left out because HTTP would take it for the end.
 */
export async function* encodeStream(
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? encoder.encode(piece) : piece
    if (bytes.length > 0) yield bytes
  }
}

/**
 * The text of a streamed answer, piece by piece as it arrives; a character split between two chunks comes whole with
 * the second. Broken UTF-8 becomes U+FFFD. Where one piece ends is the network's choice: nothing may depend on it.
 */
export async function* decodeStream(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}
