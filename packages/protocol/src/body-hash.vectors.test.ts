import { describe, expect, test } from 'vitest'
import { goldenVectors } from '../golden-vectors.ts'
import { bodyHash, EMPTY_BODY_HASH } from './body-hash.ts'
import { parseJson } from './json.ts'
import { pythonStr } from './python-str.ts'

interface BodyHashVectors {
  meta: { empty: string; event_prediction_synapse: string }
  single_field: { json: string; python_str: string; body_hash_fields_v: string }[]
  two_fields_order_w_then_v: { v_json: string; w_json: string; body_hash_fields_w_v: string }[]
  events_field_as_hash_field: { events_json: string; python_str: string; body_hash: string }[]
}

// Python's own text for a float that JSON cannot say.
const parse = (json: string) => (json === 'Infinity' ? Number.POSITIVE_INFINITY : parseJson(json))

describe.each(goldenVectors<BodyHashVectors>(/^body_hash.*\.json$/))('$file', ({ vectors }) => {
  test('without fields', () => {
    expect(EMPTY_BODY_HASH).toBe(vectors.meta.empty)
    expect(bodyHash([])).toBe(vectors.meta.event_prediction_synapse)
  })

  test.each(vectors.single_field)('one field: $json', ({ json, python_str, body_hash_fields_v }) => {
    expect(pythonStr(parse(json))).toBe(python_str)
    expect(bodyHash([parse(json)])).toBe(body_hash_fields_v)
  })

  test.each(vectors.two_fields_order_w_then_v)('two fields: $w_json, $v_json', (vector) => {
    expect(bodyHash([parse(vector.w_json), parse(vector.v_json)])).toBe(vector.body_hash_fields_w_v)
  })

  test.each(vectors.events_field_as_hash_field)(
    'events: $body_hash',
    ({ events_json, python_str, body_hash }) => {
      expect(pythonStr(parse(events_json))).toBe(python_str)
      expect(bodyHash([parse(events_json)])).toBe(body_hash)
    },
  )
})
