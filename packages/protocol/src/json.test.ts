import { IgError } from '@ig/errors'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson, stringifyJson } from './json.ts'
import { isRawJson, numberOf } from './raw-json.ts'

describe('numbers keep their spelling', () => {
  test.each([
    '1.0',
    '-0',
    '-0.0',
    '0.0',
    '1e400',
    '-1E5',
    '1E5',
    '1e5',
    '1152921504606846977',
    '1795353817175044623',
    '0.10',
    '1e-07',
    '123456789012345678901234567890',
    '5e-324',
    '0.1',
    '12',
    '-7',
    '0',
    '1e+21',
    '1e21',
  ])('%s', (text) => {
    expect(stringifyJson(parseJson(text))).toBe(text)
    expect(stringifyJson(parseJson(`{"a":[{"b":${text}},"${text}"]}`))).toBe(
      `{"a":[{"b":${text}},"${text}"]}`,
    )
    expect(numberOf(parseJson(text))).toBe(Number(text))
  })

  test('what JavaScript prints alike is a plain number', () => {
    for (const text of ['0', '12', '-7', '0.5', '1e+21', '5e-324'])
      expect(typeof parseJson(text)).toBe('number')
    expect(isRawJson(parseJson('1.0'))).toBe(true)
  })
})

const numberText = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.bigInt(-(2n ** 80n), 2n ** 80n).map(String),
  fc
    .tuple(
      fc.constantFrom('', '-'),
      fc.nat(),
      fc.stringMatching(/^(\.\d{1,4})?$/),
      fc.stringMatching(/^([eE][+-]?\d{1,3})?$/),
    )
    .map((parts) => parts.join('')),
)
const jsonText = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    numberText,
    fc.constantFrom('null', 'true', 'false', '"1.0"', '"a\\\\"', '"\\"1.0,"', '"__proto__"'),
    fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
    fc.array(tie('value')).map((items) => `[${items.join(',')}]`),
    fc
      .uniqueArray(
        fc.tuple(
          fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'a"b', 'constructor')),
          tie('value'),
        ),
        {
          selector: ([key]) => key,
        },
      )
      // Keys like "7" would be moved to the front by JavaScript, which is no loss of a number.
      .map((members) => members.filter(([key]) => !/^\d+$/.test(key)))
      .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
  ),
})).value

test('parsing and printing again gives the same text', () => {
  fc.assert(
    fc.property(jsonText, (text) => {
      expect(stringifyJson(parseJson(text))).toBe(text)
    }),
  )
})

test('white space anywhere changes nothing', () => {
  expect(stringifyJson(parseJson(' { "a" : [ 1.0 ,\n\t2 , { "b" : -0 } ] } '))).toBe('{"a":[1.0,2,{"b":-0}]}')
})

test('it accepts exactly what JSON.parse accepts', () => {
  const mutated = fc
    .tuple(
      jsonText,
      fc.nat(),
      fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '1.0', '-', '0', 'e', ' '),
    )
    .map(
      ([text, at, piece]) =>
        text.slice(0, at % (text.length + 1)) + piece + text.slice(at % (text.length + 1)),
    )
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string({ unit: 'binary' })), (text) => {
      expect(outcome(() => parseJson(text, { maxDepth: 1000 }))).toBe(outcome(() => JSON.parse(text)))
    }),
    { numRuns: 500 },
  )
})

test('of duplicate keys the last wins, spelling included', () => {
  expect(stringifyJson(parseJson('{"a":1.0,"a":1}'))).toBe('{"a":1}')
  expect(stringifyJson(parseJson('{"a":1,"a":1.0}'))).toBe('{"a":1.0}')
  expect(stringifyJson(parseJson('{"a":{"b":1.0},"a":[2.0],"a":{"b":1}}'))).toBe('{"a":{"b":1}}')
})

test('prototype keys are plain own data', () => {
  const value = parseJson('{"__proto__":{"polluted":1.0},"constructor":{"prototype":2}}') as object
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor'])
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

describe('hostile text', () => {
  test.each([
    '',
    'NaN',
    'Infinity',
    '{"a":NaN}',
    '\ufeff{}',
    '{1.0:2}',
    '01.0',
    '1.0.0',
    '[1.0',
    '"\u0000"',
    '{"a":1.0}}',
    "{'a':1}",
  ])('%j is refused', (text) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: 'E_JSON' }))
  })

  test('nesting is limited without recursion', () => {
    expect(() => parseJson('['.repeat(10_000_000))).toThrow(expect.objectContaining({ code: 'E_JSON_DEPTH' }))
    expect(parseJson(`${'['.repeat(64)}${']'.repeat(64)}`)).toBeDefined()
    expect(() => parseJson(`${'['.repeat(65)}${']'.repeat(65)}`)).toThrowErrorMatchingInlineSnapshot(
      `[IgError: The JSON text nests too deep. (maxDepth: 64)]`,
    )
  })

  test('lone surrogates pass through escaped', () => {
    expect(stringifyJson(parseJson('"\\ud800"'))).toBe('"\\ud800"')
  })

  test('a flood of odd numbers is refused before it costs memory', () => {
    expect(() => parseJson(`[${'1.0,'.repeat(300_000)}1]`)).toThrowErrorMatchingInlineSnapshot(
      `[IgError: The JSON text has too many numbers that need their spelling kept. (most: 250000)]`,
    )
  })

  test.each([['{}'], ['1'], ['[]'], ['{"a":1}']])(
    'a flood of %s is refused before it costs memory',
    (value) => {
      expect(() => parseJson(`[${`${value},`.repeat(500_000)}1]`)).toThrow(
        'The JSON text has too many values. (most: 500000)',
      )
    },
  )

  test('a long key, or a deep way, is paid for once', () => {
    const floats = `[${'1.0,'.repeat(100_000)}1]`
    expect(parseJson(`{"${'k'.repeat(1_000_000)}":${floats}}`)).toBeDefined()
    expect(parseJson('['.repeat(62) + floats + ']'.repeat(62))).toBeDefined()
  })

  test('text without an end is scanned in linear time', () => {
    const text = `"${'\\"'.repeat(500_000)}`
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: 'E_JSON' }))
  })
})

test('what has no JSON form is refused in one way', () => {
  const cycle: Record<string, unknown> = {}
  cycle.self = cycle
  for (const value of [undefined, 1n, cycle, () => 1]) {
    expect(() => stringifyJson(value)).toThrow(expect.objectContaining({ code: 'E_JSON' }))
  }
})

function outcome(call: () => unknown): 'accepted' | 'refused' {
  try {
    call()
    return 'accepted'
  } catch (error) {
    expect(IgError.isInstance(error) || error instanceof SyntaxError).toBe(true)
    return 'refused'
  }
}
