import fc from 'fast-check'
import { test } from 'vitest'
import { utf8 } from './utf8.ts'

test('gives the bytes that Node gives, for any text', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  )
  fc.assert(fc.property(texts, (text) => Buffer.from(text).equals(utf8(text))))
})
