import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeStream, encodeStream, isEventStream } from './event-stream.ts'

test('text survives, wherever the network cuts it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' })),
      fc.integer({ min: 1, max: 5 }),
      async (pieces, size) => {
        let text = ''
        for await (const piece of decodeStream(recut(encodeStream(pieces), size))) text += piece
        expect(text).toBe(pieces.join(''))
      },
    ),
  )
})

test('no bytes make it throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array()), async (chunks) => {
      for await (const piece of decodeStream(chunks)) expect(piece).not.toBe('')
    }),
  )
})

test('an empty piece is not sent, for HTTP would take it for the end', async () => {
  const sent: Uint8Array[] = []
  for await (const chunk of encodeStream(['a', '', new Uint8Array(), 'b'])) sent.push(chunk)
  expect(sent.map((chunk) => chunk.length)).toEqual([1, 1])
})

test('the content type is known with parameters and in any case', () => {
  expect(isEventStream('Text/Event-Stream; charset=utf-8')).toBe(true)
  expect(isEventStream('application/json')).toBe(false)
  expect(isEventStream(null)).toBe(false)
})

async function* recut(chunks: AsyncIterable<Uint8Array>, size: number) {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size)
  }
}
