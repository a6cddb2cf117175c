import { parseJson, stringifyJson } from '@ig/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinPart, splitValue } from './json-parts.ts'

/** As it goes between two threads. */
function sent(text: string): unknown {
  const root: Record<string, unknown> | unknown[] = text.startsWith('[') ? [] : {}
  for (const part of splitValue(parseJson(text) as Record<string, unknown>)) {
    joinPart(root, structuredClone(part))
  }
  return root
}

test('whatever JSON comes out as it went in, its numbers and odd keys too', () => {
  const texts = fc
    .oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()))
    .map((value) => JSON.stringify(value))
  fc.assert(
    fc.property(texts, (text) => {
      expect(stringifyJson(sent(text))).toBe(stringifyJson(parseJson(text)))
    }),
  )
  const odd = '{"__proto__":{"constructor":1.0},"a":[1e400,-0,{"__proto__":18446744073709551616}],"b":1.50}'
  expect(stringifyJson(sent(odd))).toBe(odd)
})

test('no part is heavy, however large the value and wherever its bulk lies', () => {
  const event = { id: 'x', metadata: { a: [1, 2, 3], b: 0.5 } }
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`key-${at}`, event]))
  for (const value of [{ events: many }, { a: { b: { c: Object.values(many) } } }, many]) {
    const text = JSON.stringify(value).replaceAll('0.5', '1.0')
    const parts = [...splitValue(JSON.parse(text))]
    expect(parts.length).toBeGreaterThan(5)
    expect(Math.max(...parts.map((part) => JSON.stringify(part).length))).toBeLessThan(200_000)
    expect(stringifyJson(sent(text))).toBe(text)
  }
})
