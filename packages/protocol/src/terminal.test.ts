import { IgError } from '@ig/errors'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson, stringifyJson } from './json.ts'
import { parseRequestHeaders } from './request-headers.ts'
import {
  decodeTerminalHeaders,
  EMPTY_TERMINAL,
  encodeTerminalHeaders,
  type TerminalInfo,
  type TerminalSide,
} from './terminal.ts'
import { parseTerminalBody, terminalBody } from './terminal-body.ts'

const text = fc.string({ minLength: 1, maxLength: 64 }).map((value) => value.trim())
const terminal: fc.Arbitrary<TerminalInfo> = fc.record({
  statusCode: fc.option(fc.nat(999)),
  statusMessage: fc.option(text),
  processTime: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
  ip: fc.option(fc.ipV4()),
  port: fc.option(fc.nat(65_535)),
  version: fc.option(fc.nat(99_999_999)),
  nonceNs: fc.option(fc.bigInt(0n, 10n ** 20n - 1n)),
  uuid: fc.option(fc.uuid()),
  hotkey: fc.option(text),
  signature: fc.option(text),
})
const side = fc.constantFrom<TerminalSide>('axon', 'dendrite')

const getter = (headers: Iterable<readonly [string, string]>) => {
  const byName = new Map(headers)
  return (name: string) => byName.get(name)
}

test('a terminal survives the way through headers, and through a body', () => {
  fc.assert(
    fc.property(terminal, side, (info, which) => {
      expect(decodeTerminalHeaders(which, getter(encodeTerminalHeaders(which, info)))).toEqual(info)
      expect(parseTerminalBody(parseJson(stringifyJson(terminalBody(info))))).toEqual(info)
    }),
  )
})

test('what is null is not sent, and what is not sent is null', () => {
  expect(encodeTerminalHeaders('axon', EMPTY_TERMINAL)).toEqual([])
  expect(decodeTerminalHeaders('axon', () => undefined)).toEqual(EMPTY_TERMINAL)
  expect(parseTerminalBody(undefined)).toEqual(EMPTY_TERMINAL)
})

test('no header value can end its line or start another', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (message) => {
      const [header] = encodeTerminalHeaders('axon', { statusMessage: `a\r\nX-Injected: 1\0${message}` })
      expect(header?.[1]).toMatch(/^[\x20-\x7e\x80-\xff]*$/)
    }),
  )
})

describe('malformed headers are refused by name', () => {
  test.each([
    ['bt_header_dendrite_nonce', '-1'],
    ['bt_header_dendrite_nonce', '1.5'],
    ['bt_header_dendrite_nonce', '1e5'],
    ['bt_header_dendrite_nonce', '9'.repeat(40)],
    ['bt_header_dendrite_nonce', ''],
    ['bt_header_dendrite_nonce', ' 1'],
    ['bt_header_dendrite_version', '10.5.0'],
    ['bt_header_axon_port', 'x'],
    ['bt_header_axon_process_time', 'fast'],
    ['bt_header_dendrite_hotkey', '5'.repeat(60_000)],
    ['timeout', 'soon'],
    ['timeout', ''],
    ['name', 'N'.repeat(257)],
    ['computed_body_hash', 'a'.repeat(1000)],
  ])('%s: %.20s', (name, value) => {
    expect(() => parseRequestHeaders(getter([[name, value]]))).toThrow(
      expect.objectContaining({ code: 'E_HEADER', message: expect.stringContaining(name) }),
    )
  })

  test('the message', () => {
    expect(() =>
      parseRequestHeaders(getter([['bt_header_dendrite_nonce', '-1']])),
    ).toThrowErrorMatchingInlineSnapshot(
      `[IgError: The header bt_header_dendrite_nonce is no integer of 1 to 20 digits. (value: "-1")]`,
    )
  })
})

test('timeouts are read as Python spells them', () => {
  const timeoutOf = (value: string) => parseRequestHeaders(getter([['timeout', value]])).timeoutSeconds
  expect(['12.0', '120', '1e3', 'nan', 'inf', '-inf', '-3.5'].map(timeoutOf)).toEqual([
    12,
    120,
    1000,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -3.5,
  ])
  expect(parseRequestHeaders(() => undefined).timeoutSeconds).toBeUndefined()
})

test('input objects are read for the fields asked for, whatever their case', () => {
  const getHeader = getter([['bt_header_input_obj_someevents', 'e30=']])
  expect(parseRequestHeaders(getHeader, { inputFields: ['someEvents', 'other'] }).inputObjects).toEqual({
    someEvents: 'e30=',
  })
})

test('whatever the headers or the body, nothing but an IgError is thrown', () => {
  const value = fc.oneof(
    fc.constantFrom(null, undefined, 'nan', '1', '-0', '1_000'),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[-+\d.eE_ ]{0,30}$/),
  )
  fc.assert(
    fc.property(fc.infiniteStream(value), (values) => {
      onlyIgErrors(() => parseRequestHeaders(() => values.next().value, { inputFields: ['events'] }))
    }),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.dictionary(fc.constantFrom(...Object.keys(terminalBody({}))), fc.anything()),
      ),
      (body) => {
        onlyIgErrors(() => parseTerminalBody(body))
      },
    ),
  )
})

function onlyIgErrors(call: () => unknown): void {
  try {
    call()
  } catch (error) {
    expect(IgError.isInstance(error)).toBe(true)
  }
}
