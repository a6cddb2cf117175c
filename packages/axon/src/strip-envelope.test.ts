import { EventPredictionSynapse, parseJson } from '@ig/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stripEnvelope } from './strip-envelope.ts'
import { signedRequest } from './testing/signed-request.ts'
import { alice, bobSs58, sampleEvent } from './testing/test-axon.ts'

test('leaves the fields of what a dendrite sends, whatever they are', () => {
  fc.assert(
    fc.property(fc.string(), fc.double({ noNaN: true }), (text, number) => {
      const { body } = signedRequest({
        keypair: alice,
        axonHotkey: bobSs58,
        synapse: EventPredictionSynapse,
        fields: { events: { [text]: sampleEvent(text, { number }) }, more: text } as never,
        nonceNs: 1_795_353_817_175_044_623n,
      })
      const stripped = stripEnvelope(body)
      expect(stripped.startsWith('{"events": ')).toBe(true)
      expect(EventPredictionSynapse.parseFields(parseJson(stripped))).toEqual(
        EventPredictionSynapse.parseFields(parseJson(body)),
      )
    }),
  )
})

test('leaves any other text alone', () => {
  fc.assert(fc.property(fc.json(), (text) => stripEnvelope(text) === text))
  expect(stripEnvelope('{"name": "X", "timeout": 1.0}')).toBe('{"name": "X", "timeout": 1.0}')
})

test('is linear in hostile text', () => {
  const hostile = `{"name": "${'\\"'.repeat(200_000)}`
  const startedAt = performance.now()
  stripEnvelope(hostile)
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})
