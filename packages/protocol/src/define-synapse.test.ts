import { IgError } from '@ig/errors'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { bodyHash } from './body-hash.ts'
import { defineSynapse } from './define-synapse.ts'
import { encodeRequest } from './encode-request.ts'
import { parseJson, stringifyJson } from './json.ts'
import { PingSynapse } from './ping-synapse.ts'
import { isRawJson } from './raw-json.ts'

const Completion = defineSynapse({
  name: 'Completion',
  fields: z.object({
    prompt: z.string(),
    temperature: z.number(),
    stop: z.array(z.string()).default([]),
    seed: z.number().nullish(),
    completion: z.string().optional(),
  }),
  requiredHashFields: ['prompt', 'temperature'],
})

test('fields without a default are the required ones', () => {
  expect(Completion.requiredFields).toEqual(['prompt', 'temperature'])
  expect(PingSynapse.requiredFields).toEqual([])
})

test("a body is checked, defaults are filled in, and Python's floats are numbers", () => {
  const body = parseJson('{"name":"Completion","timeout":12.0,"prompt":"hi","temperature":1.0,"zzz":1}')
  expect(Completion.parseFields(body)).toEqual({ prompt: 'hi', temperature: 1, stop: [] })
})

test('the hash is over what was sent: 1.0 is not 1', () => {
  const body = parseJson('{"prompt":"hi","temperature":1.0}')
  expect(Completion.bodyHash(body)).toBe(bodyHash(['hi', parseJson('1.0')]))
  expect(Completion.bodyHash(body)).not.toBe(Completion.bodyHash({ prompt: 'hi', temperature: 1 }))
  expect(PingSynapse.bodyHash({})).toBe(bodyHash([]))
})

test('where the schema allows anything, numbers keep their spelling', () => {
  const Loose = defineSynapse({ name: 'Loose', fields: z.looseObject({ data: z.unknown() }) })
  const fields = Loose.parseFields(parseJson('{"data":1.0,"more":[2.0]}'))
  expect(isRawJson(fields.data)).toBe(true)
  expect(stringifyJson(fields)).toBe('{"data":1.0,"more":[2.0]}')
})

describe('refused', () => {
  test.each([
    ['{"temperature":1}', 'prompt'],
    ['{"prompt":"a","temperature":"hot"}', 'temperature'],
    ['{"prompt":"a","temperature":1,"stop":[1.0]}', 'stop.0'],
    ['[]', ''],
  ])('%s', (json, path) => {
    expect(() => Completion.parseFields(parseJson(json))).toThrow(
      expect.objectContaining({ code: 'E_SYNAPSE_FIELDS', values: expect.objectContaining({ path }) }),
    )
  })

  test('a hash field that is missing', () => {
    expect(() => Completion.bodyHash({ prompt: 'a' })).toThrowErrorMatchingInlineSnapshot(
      `[IgError: The body does not fit the synapse Completion. (path: "temperature", problem: "is missing, and it is hashed")]`,
    )
  })

  test('a definition that cannot be a route, or hashes what it does not declare', () => {
    expect(() => defineSynapse({ name: 'a/b', fields: z.object({}) })).toThrow(IgError)
    expect(() =>
      defineSynapse({ name: 'A', fields: z.object({}), requiredHashFields: ['x'] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[IgError: A synapse needs a Python class name, and only declared fields can be hash fields. (name: "A", undeclared: "x")]`,
    )
  })
})

test('what encodeRequest sends, parseFields and bodyHash read', () => {
  const fields = fc.record({
    prompt: fc.string({ unit: 'grapheme' }),
    temperature: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
    stop: fc.array(fc.string({ unit: 'grapheme' })),
  })
  fc.assert(
    fc.property(fields, (sent) => {
      const request = encodeRequest({
        synapse: Completion,
        fields: sent,
        axon: {},
        dendrite: {},
        timeoutSeconds: 12,
      })
      const body = parseJson(request.body)
      expect(Completion.parseFields(body)).toEqual(sent)
      expect(new Map(request.headers).get('computed_body_hash')).toBe(Completion.bodyHash(body))
      expect(request.body).toMatch(/^[\x20-\x7f]*$/)
    }),
  )
})

test('a required field that is null gets no input object', () => {
  const Nullable = defineSynapse({
    name: 'Nullable',
    fields: z.object({ a: z.string().nullable(), b: z.string() }),
  })
  const { headers } = encodeRequest({
    synapse: Nullable,
    fields: { a: null, b: 'x' },
    axon: {},
    dendrite: {},
    timeoutSeconds: 12,
  })
  expect(headers.map(([name]) => name).filter((name) => name.includes('input_obj'))).toEqual([
    'bt_header_input_obj_b',
  ])
})

test('a request without fields is the envelope alone', () => {
  const { path, body } = encodeRequest({
    synapse: PingSynapse,
    fields: {},
    axon: {},
    dendrite: {},
    timeoutSeconds: 12,
  })
  expect(path).toBe('/Synapse')
  expect(PingSynapse.parseFields(parseJson(body))).toEqual({})
})

test('nothing but an IgError is thrown, whatever the body', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.dictionary(fc.constantFrom('prompt', 'temperature', 'stop', '__proto__'), fc.anything()),
      ),
      (body) => {
        for (const call of ['parseFields', 'parseReply', 'bodyHash'] as const) {
          try {
            Completion[call](body)
          } catch (error) {
            expect(IgError.isInstance(error)).toBe(true)
          }
        }
      },
    ),
  )
})

test('a value that nests without end is refused, not overflowed', () => {
  let deep: unknown = parseJson('1.0')
  for (let level = 0; level < 100_000; level++) deep = [deep]
  expect(() => Completion.parseFields({ prompt: deep, temperature: 1 })).toThrow(IgError)
  expect(() => Completion.bodyHash({ prompt: deep, temperature: 1 })).toThrow(IgError)
})
