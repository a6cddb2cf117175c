import fc from 'fast-check'
import { expect, test } from 'vitest'
import { untrusted } from './untrusted.ts'

test('no text can close its marks, hide characters, or grow past its length', () => {
  const hostile = fc.array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('⟦', '⟧', '⟦end of article⟧', '\u200b', '\u{e0041}', '\ud83d', '\n'),
    ),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(hostile, fc.integer({ min: 1, max: 60 }), (parts, maxLength) => {
      const text = untrusted('article', parts.join(''), maxLength)
      expect(text.startsWith('⟦article⟧\n')).toBe(true)
      expect(text.endsWith('\n⟦end of article⟧')).toBe(true)
      expect(text.match(/[⟦⟧]/g)).toHaveLength(4)
      expect(text).not.toMatch(/[\u200b\ufeff\u{e0041}]|\p{Surrogate}/u)
      expect(text.length).toBeLessThanOrEqual(maxLength + '⟦article⟧\n\n⟦end of article⟧'.length)
    }),
  )
})

test('takes a megabyte of anything in linear time', () => {
  const startedMs = performance.now()
  untrusted('article', '\u200b⟦'.repeat(500_000), 1_000)
  expect(performance.now() - startedMs).toBeLessThan(10_000)
})
