import { expect, test } from 'vitest'
import { secretTexts } from './secret-texts.ts'

test.each([
  ['a password', ['a password']],
  ['https://hooks.example/a/0123456789abcdef?q=1', ['0123456789abcdef']],
  ['authorization=Bearer 0123456789abcdef, tenant=7', ['Bearer 0123456789abcdef', '0123456789abcdef']],
  [
    ['one-key', 'another'],
    ['one-key', 'another'],
  ],
])('%j is known by %j', (value, parts) => {
  expect(secretTexts(value)).toEqual(expect.arrayContaining(parts))
})

test('words that stand beside a key are none', () => {
  expect(secretTexts('authorization=Bearer 0123456789abcdef')).not.toContain('Bearer')
  expect(secretTexts('https://hooks.example/services/0123456789abcdef')).not.toContain('services')
  expect(secretTexts(null)).toEqual([])
})
