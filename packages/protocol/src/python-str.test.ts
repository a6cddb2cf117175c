import { IgError } from '@ig/errors'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from './json.ts'
import { pythonFloat } from './python-float.ts'
import { pythonStr } from './python-str.ts'

test("a float's text reads back as the same float", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(pythonFloat(value))).toBe(value)
      expect(pythonFloat(value)).toMatch(/[.e]/)
    }),
  )
})

describe('as CPython prints it', () => {
  test.each([
    [1e16, '1e+16'],
    [9999999999999998, '9999999999999998.0'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1.5e-7, '1.5e-07'],
    [123456.789, '123456.789'],
    [-0, '-0.0'],
    [100, '100.0'],
    [1e100, '1e+100'],
    [Number.NaN, 'nan'],
    [Number.NEGATIVE_INFINITY, '-inf'],
  ])('%d', (value, text) => {
    expect(pythonFloat(value)).toBe(text)
  })

  test.each([
    [
      '{"a":1.0,"b":[1,-0,-0.0,1e400,1E5,null,true]}',
      "{'a': 1.0, 'b': [1, 0, -0.0, inf, 100000.0, None, True]}",
    ],
    [
      `["it's","q\\"","it's \\"","\\u3000","\\u00a0 x","\\ue000","\\ud83d\\ude00","\\ud800"]`,
      `["it's", 'q"', 'it\\'s "', '\\u3000', '\\xa0 x', '\\ue000', '😀', '\\ud800']`,
    ],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
  ])('%s', (json, text) => {
    expect(pythonStr(parseJson(json))).toBe(text)
  })

  test('bigint is an int, top-level text stands bare', () => {
    expect(pythonStr(2n ** 70n)).toBe('1180591620717411303424')
    expect(pythonStr("it's")).toBe("it's")
  })
})

test('any JSON value has a text, and nothing but an IgError is thrown for others', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(typeof pythonStr(value)).toBe('string')
    }),
  )
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true, withSparseArray: true }),
      (value) => {
        try {
          pythonStr(value)
        } catch (error) {
          expect(IgError.isInstance(error)).toBe(true)
        }
      },
    ),
  )
  let deep: unknown = 1
  for (let level = 0; level < 100_000; level++) deep = [deep]
  expect(() => pythonStr(deep)).toThrow(expect.objectContaining({ code: 'E_PYTHON_STR' }))
})
