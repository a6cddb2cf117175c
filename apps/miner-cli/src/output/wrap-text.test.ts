import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrapText } from './wrap-text.ts'

test('breaks between words, and keeps an address whole', () => {
  expect(wrapText('  one two three', 10, '  ')).toEqual(['  one two', '  three'])
  expect(wrapText('see https://example.org/a/long/path now', 12)).toEqual([
    'see',
    'https://example.org/a/long/path',
    'now',
  ])
  expect(wrapText('', 10)).toEqual([''])
})

test('loses no word and leaves no line too wide that has two', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1 }),
      fc.integer({ min: 5, max: 40 }),
      (words, width) => {
        const lines = wrapText(words.join(' '), width, ' ')
        expect(lines.join(' ').split(/\s+/).filter(Boolean)).toEqual(words)
        for (const line of lines) expect(line.trim().includes(' ') && line.length > width).toBe(false)
      },
    ),
  )
})
