import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeReply } from './decode-reply.ts'
import { EventPredictionSynapse } from './event-prediction-synapse.ts'

const asked = { events: {} }
const decode = (outcome: Parameters<typeof decodeReply>[0]['outcome']) =>
  decodeReply({
    synapse: EventPredictionSynapse,
    fields: asked,
    axon: { ip: '127.0.0.1', port: 8091 },
    timeoutSeconds: 12,
    outcome,
  })

const header = fc.oneof(
  fc.constantFrom(undefined, null, '200', 'application/json', 'abc', '1e9'),
  fc.string({ unit: 'binary' }),
)
const json = fc.oneof(
  fc.jsonValue(),
  fc.record({ events: fc.jsonValue(), axon: fc.jsonValue(), message: fc.jsonValue() }, { requiredKeys: [] }),
)
const body = fc.oneof(
  fc.uint8Array(),
  json.map((value) => new TextEncoder().encode(JSON.stringify(value))),
)

test('whatever an axon answers, the verdict is a status and never a throw', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(200, 200, 401, 500, 204),
      fc.dictionary(
        fc.constantFrom('bt_header_axon_status_code', 'bt_header_axon_nonce', 'timeout', 'header_size'),
        header,
      ),
      body,
      (status, headers, bytes) => {
        const getHeader = (name: string) => (name === 'content-type' ? 'application/json' : headers[name])
        const reply = decode({ kind: 'answered', status, getHeader, body: bytes })
        expect(reply.isSuccess).toBe(reply.statusCode === 200)
        expect(reply.fields.events).toBeDefined()
      },
    ),
  )
})

test('a failed transport leaves what was asked', () => {
  for (const kind of ['timeout', 'refused', 'disconnected', 'truncated', 'malformed'] as const) {
    expect(decode({ kind })).toMatchObject({
      isSuccess: false,
      fields: asked,
      axon: { ip: '127.0.0.1', port: 8091 },
    })
  }
  expect(decode({ kind: 'refused' }).statusMessage).toBe(
    'Service unavailable at 127.0.0.1:8091/EventPredictionSynapse',
  )
  expect(decode({ kind: 'timeout' }).statusMessage).toBe('Request timeout after 12.0 seconds')
})

test('broken UTF-8 is 422, not a look-alike', () => {
  const body = new Uint8Array([0x7b, 0xff, 0x7d])
  const reply = decode({ kind: 'answered', status: 200, getHeader: () => 'application/json', body })
  expect(reply.statusCode).toBe(422)
})
