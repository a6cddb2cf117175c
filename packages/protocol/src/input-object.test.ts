import { expect, test } from 'vitest'
import { inputObject } from './input-object.ts'
import { parseJson } from './json.ts'

test("the empty instance of each JSON type's Python type", () => {
  const values = ['{"a":1}', '[1]', '"text"', '7', '1.0', '0.5', '12345678901234567890', 'true', 'null']
  expect(values.map((json) => atob(inputObject(parseJson(json))))).toEqual([
    '{}',
    '[]',
    '""',
    '0',
    '0.0',
    '0.0',
    '0',
    'false',
    'null',
  ])
  expect(atob(inputObject(5n))).toBe('0')
})
