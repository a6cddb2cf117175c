import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from './json.ts'
import { pythonJson } from './python-json.ts'

test('it is JSON of the same value, in ASCII', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = pythonJson(value)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(text).toMatch(/^[\x20-\x7f]*$/)
    }),
  )
})

test('as json.dumps writes it', () => {
  expect(pythonJson(parseJson('{"a":[1,2.0,{}],"é":"\\ud83d\\ude00\\u007f\\/","n":null}'))).toBe(
    '{"a": [1, 2.0, {}], "\\u00e9": "\\ud83d\\ude00\u007f/", "n": null}',
  )
  expect(pythonJson([1e-7, 1e21, 1e16, 0.5, Number.NaN])).toBe('[1e-07, 1e+21, 10000000000000000, 0.5, null]')
  expect(() => pythonJson({ a: 1n })).toThrow(expect.objectContaining({ code: 'E_JSON' }))
})
