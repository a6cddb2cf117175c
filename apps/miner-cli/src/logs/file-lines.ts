import { readSync } from 'node:fs'

const CHUNK_BYTES = 65_536
const LINE_FEED = 10

/** A line of a file, and where in it the line begins and the next one does. */
export interface FileLine {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The lines before the byte `end`, the last one first; empty ones are left out. Reads no more than is taken. */
export function* linesBackwards(file: number, end: number): Generator<FileLine> {
  /** Of the line whose beginning has not been met yet. */
  let parts: Buffer[] = []
  let lineEnd = end
  for (let from = end; from > 0; ) {
    const length = Math.min(CHUNK_BYTES, from)
    const chunk = readAt(file, from - length, length)
    from -= length
    let upTo = chunk.length
    for (let feed = lastFeed(chunk, upTo); feed >= 0; feed = lastFeed(chunk, upTo)) {
      const start = from + feed + 1
      const text = Buffer.concat([chunk.subarray(feed + 1, upTo), ...parts]).toString()
      if (text !== '') yield { text, start, end: lineEnd }
      parts = []
      upTo = feed
      lineEnd = start
    }
    parts.unshift(chunk.subarray(0, upTo))
  }
  const text = Buffer.concat(parts).toString()
  if (text !== '') yield { text, start: 0, end: lineEnd }
}

/**
 * The lines from the byte `start` to the end of the file; empty ones are left out. The last one may be without its
 * line feed yet.
 */
export function* linesForwards(file: number, start: number): Generator<FileLine & { isWhole: boolean }> {
  let parts: Buffer[] = []
  let lineStart = start
  for (let from = start; ; ) {
    const chunk = readAt(file, from, CHUNK_BYTES)
    if (chunk.length === 0) break
    let begin = 0
    for (let feed = chunk.indexOf(LINE_FEED); feed >= 0; feed = chunk.indexOf(LINE_FEED, begin)) {
      const text = Buffer.concat([...parts, chunk.subarray(begin, feed)]).toString()
      const end = from + feed + 1
      if (text !== '') yield { text, start: lineStart, end, isWhole: true }
      parts = []
      begin = feed + 1
      lineStart = end
    }
    parts.push(chunk.subarray(begin))
    from += chunk.length
  }
  const text = Buffer.concat(parts).toString()
  if (text !== '') yield { text, start: lineStart, end: lineStart + Buffer.byteLength(text), isWhole: false }
}

function lastFeed(chunk: Buffer, before: number): number {
  return before === 0 ? -1 : chunk.lastIndexOf(LINE_FEED, before - 1)
}

function readAt(file: number, position: number, length: number): Buffer {
  const chunk = Buffer.allocUnsafe(length)
  let bytes = 0
  while (bytes < length) {
    const read = readSync(file, chunk, bytes, length - bytes, position + bytes)
    if (read === 0) break
    bytes += read
  }
  return chunk.subarray(0, bytes)
}
