import { describe, expect, test } from 'vitest'
import { goldenVectors } from '../golden-vectors.ts'
import { encodeRequest } from './encode-request.ts'
import { EventPredictionSynapse } from './event-prediction-synapse.ts'
import { parseJson } from './json.ts'
import { pythonJson } from './python-json.ts'
import { isBtauthRequest, isClassicRequest } from './request-generation.ts'
import { parseRequestHeaders } from './request-headers.ts'
import { signedText } from './signed-text.ts'
import { parseTerminalBody } from './terminal-body.ts'

interface RecordedCase {
  case: string
  request?: { start_line: string; headers: [string, string][]; body_utf8: string }
  signed_message?: string
}
interface RequestVectors {
  meta: { axon_hotkey: string }
  cases: RecordedCase[]
}

const OWN_TO_THE_TRANSPORT = ['host', 'accept', 'accept-encoding', 'user-agent', 'content-length']

const getter = (headers: [string, string][]) => {
  const byName = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]))
  return (name: string) => byName.get(name)
}

describe.each(goldenVectors<RequestVectors>(/^http_(success|failures)_.*\.json$/))('$file', ({ vectors }) => {
  const sent = vectors.cases.flatMap((one) => (one.request ? [{ ...one, request: one.request }] : []))

  test.each(sent)('$case: the headers say what the body says', ({ request }) => {
    const headers = parseRequestHeaders(getter(request.headers), { inputFields: ['events'] })
    const body = parseJson(request.body_utf8) as Record<string, unknown>
    const claimed = parseTerminalBody(body.dendrite)
    expect(headers.name).toBe(body.name)
    expect(headers.axon).toEqual(parseTerminalBody(body.axon))
    for (const [name, value] of Object.entries(headers.dendrite)) {
      // Some failures were made by taking a header away.
      if (value !== null) expect(claimed[name as keyof typeof claimed]).toEqual(value)
    }
    expect(headers.bodyHash).toBe(EventPredictionSynapse.bodyHash(body))
    expect(isBtauthRequest(getter(request.headers))).toBe(false)
    expect(isClassicRequest(getter(request.headers))).toBe(headers.dendrite.signature !== null)
  })

  const queries = sent.filter(({ request }) => request.start_line.startsWith('POST /EventPredictionSynapse '))

  test.each(queries)('$case: the events are accepted and kept as they came', ({ request }) => {
    const body = parseJson(request.body_utf8) as Record<string, unknown>
    const fields = EventPredictionSynapse.parseFields(body)
    expect(fields.events).toBe(body.events)
    expect(request.body_utf8.endsWith(`"events": ${pythonJson(fields.events)}}`)).toBe(true)
  })
})

describe.each(goldenVectors<RequestVectors>(/^http_success_.*\.json$/))('$file', ({ vectors }) => {
  test.each(vectors.cases)('$case: encoded again, it is the same request', ({ request }) => {
    if (!request) throw new Error('Every success has a request.')
    const body = parseJson(request.body_utf8) as Record<string, unknown>
    const getHeader = getter(request.headers)
    // In June 2024 events had a default, hence no input object.
    const requiredFields = getHeader('bt_header_input_obj_events') === undefined ? [] : ['events']
    const encoded = encodeRequest({
      synapse: { ...EventPredictionSynapse, requiredFields },
      fields: EventPredictionSynapse.parseFields(body),
      axon: parseTerminalBody(body.axon),
      dendrite: parseTerminalBody(body.dendrite),
      timeoutSeconds: Number(getHeader('timeout')),
      sizes: {
        headerSizeBytes: Number(getHeader('header_size')),
        totalSizeBytes: Number(getHeader('total_size')),
      },
    })
    expect(`POST ${encoded.path} HTTP/1.1`).toBe(request.start_line)
    expect(encoded.headers).toEqual(
      request.headers.filter(([name]) => !OWN_TO_THE_TRANSPORT.includes(name.toLowerCase())),
    )
    expect(encoded.body).toBe(request.body_utf8)
  })

  test.each(vectors.cases)('$case: the signed text', ({ request, signed_message }) => {
    const { dendrite, bodyHash } = parseRequestHeaders(getter(request?.headers ?? []))
    const text = signedText({
      nonceNs: dendrite.nonceNs ?? 0n,
      dendriteHotkey: dendrite.hotkey ?? '',
      axonHotkey: vectors.meta.axon_hotkey,
      uuid: dendrite.uuid ?? '',
      bodyHash: bodyHash ?? '',
    })
    expect(text).toBe(signed_message)
  })
})
