import fc from 'fast-check'
import { expect, test } from 'vitest'
import { humanLine } from './human-line.ts'

test('shows time, level, message, fields and lines', () => {
  const json = JSON.stringify({ level: 40, time: 0, msg: 'late', by: 'x', n: 2, lines: ['a', 'b'] })
  expect(humanLine(json, { color: false })).toBe('00:00:00 warn  late by=x n=2\n  a\n  b')
})

test('no text of a stranger reaches the terminal as a control character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (msg, field) => {
      const line = humanLine(JSON.stringify({ level: 30, time: 0, msg, field }), { color: false })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be absent
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
    }),
  )
})
