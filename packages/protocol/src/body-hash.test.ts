import { expect, test } from 'vitest'
import { bodyHash } from './body-hash.ts'

test('text that Python cannot encode is refused, not replaced by a look-alike', () => {
  expect(() => bodyHash(['\ud800'])).toThrowErrorMatchingInlineSnapshot(
    `[IgError: Text with lone surrogates has no UTF-8 form to hash.]`,
  )
  expect(() => bodyHash([undefined])).toThrowErrorMatchingInlineSnapshot(
    `[IgError: This is no JSON value. (type: "undefined")]`,
  )
})
