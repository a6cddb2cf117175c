import { expect, test } from 'vitest'
import { parsePath } from './junction.ts'

test('tells hard from soft', () => {
  expect(parsePath('//a/b//c').map(({ hard }) => hard)).toEqual([true, false, true])
  expect(parsePath('')).toEqual([])
})

test.each([
  ['0', '00'],
  ['5', '05'],
  ['+5', '05'],
  ['007', '07'],
  ['258', '0201'],
  ['18446744073709551615', 'ffffffffffffffff'],
  ['18446744073709551616', `50${Buffer.from('18446744073709551616').toString('hex')}`],
  ['-1', `08${Buffer.from('-1').toString('hex')}`],
  ['1.0', `0c${Buffer.from('1.0').toString('hex')}`],
  ['é', '08c3a9'],
])('reads the code %s as Rust does', (code, hex) => {
  const expected = Buffer.alloc(32)
  expected.write(hex, 'hex')
  expect(Buffer.from(parsePath(`//${code}`)[0]?.chainCode ?? []).toString('hex')).toBe(
    expected.toString('hex'),
  )
})

test('hashes a code that is too long, of any length', () => {
  const chainCodes = ['x'.repeat(32), 'x'.repeat(64), 'x'.repeat(20_000), '9'.repeat(100_000)].map((code) =>
    Buffer.from(parsePath(`/${code}`)[0]?.chainCode ?? []).toString('hex'),
  )
  expect(new Set(chainCodes).size).toBe(4)
  expect(chainCodes.every((hex) => hex.length === 64)).toBe(true)
})
