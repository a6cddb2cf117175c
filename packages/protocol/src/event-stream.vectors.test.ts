import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { goldenVectors } from '../golden-vectors.ts'
import { defineSynapse } from './define-synapse.ts'
import { encodeRequest } from './encode-request.ts'
import { decodeStream, encodeStream, isEventStream } from './event-stream.ts'
import { parseJson } from './json.ts'
import { decodeTerminalHeaders, encodeTerminalHeaders } from './terminal.ts'
import { parseTerminalBody } from './terminal-body.ts'

interface StreamingVectors {
  request_utf8: string
  response_utf8: string
  chunks_seen: (string | { final: true; completion: string })[]
}

const StreamS = defineSynapse({
  name: 'StreamS',
  fields: z.object({ messages: z.array(z.string()).default([]), completion: z.string().default('') }),
  streaming: true,
})

describe.each(goldenVectors<StreamingVectors>(/^streaming_.*\.json$/))('$file', ({ vectors }) => {
  const request = message(vectors.request_utf8)
  const response = message(vectors.response_utf8)

  test('the request is an ordinary one', () => {
    const body = parseJson(request.body) as Record<string, unknown>
    const encoded = encodeRequest({
      synapse: StreamS,
      fields: StreamS.parseFields(body),
      axon: parseTerminalBody(body.axon),
      dendrite: parseTerminalBody(body.dendrite),
      timeoutSeconds: Number(request.headers.get('timeout')),
      sizes: {
        headerSizeBytes: Number(request.headers.get('header_size')),
        totalSizeBytes: Number(request.headers.get('total_size')),
      },
    })
    expect(encoded.body).toBe(request.body)
    expect(encoded.path).toBe('/StreamS')
  })

  test('the answer is known by its type and carries both terminals', () => {
    const getHeader = (name: string) => response.headers.get(name)
    expect(isEventStream(getHeader('content-type'))).toBe(true)
    const sent = [...response.headers].filter(([name]) => name.startsWith('bt_header_'))
    const again = (['axon', 'dendrite'] as const).flatMap((side) =>
      encodeTerminalHeaders(side, decodeTerminalHeaders(side, getHeader)),
    )
    expect(again).toEqual(sent)
  })

  test('the pieces arrive as they were sent', async () => {
    const pieces = vectors.chunks_seen.filter((piece) => typeof piece === 'string')
    let wire = ''
    for await (const chunk of encodeStream(pieces)) {
      wire += `${chunk.length.toString(16)}\r\n${new TextDecoder().decode(chunk)}\r\n`
    }
    expect(`${wire}0\r\n\r\n`).toBe(response.body)
    const seen: string[] = []
    for await (const text of decodeStream(encodeStream(pieces))) seen.push(text)
    expect(seen).toEqual(pieces)
  })
})

function message(text: string): { headers: Map<string, string>; body: string } {
  const end = text.indexOf('\r\n\r\n')
  const lines = text.slice(0, end).split('\r\n').slice(1)
  const headers = new Map(
    lines.map((line) => [line.split(': ', 1)[0] ?? '', line.slice(line.indexOf(': ') + 2)]),
  )
  return { headers, body: text.slice(end + 4) }
}
