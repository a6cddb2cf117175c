import { describe, expect, test } from 'vitest'
import { goldenVectors } from '../golden-vectors.ts'
import { decodeReply, type ReplyOutcome } from './decode-reply.ts'
import { EventPredictionSynapse } from './event-prediction-synapse.ts'
import { plainNumbers } from './plain-numbers.ts'
import { terminalBody } from './terminal-body.ts'

interface Expectation {
  case: string
  response_utf8: string | null
  dendrite: {
    dendrite_status_code: number | null
    dendrite_status_message: string
    axon_status_code: number | null
    axon_hotkey: string | null
    is_success: boolean
    probabilities: (number | null)[] | Record<string, never>
    event_keys: string[]
    answered: boolean[]
  }
}

const AXON = { ip: '127.0.0.1', port: 8091, hotkey: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty' }
const event = { market_type: 'polymarket', description: 'asked', cutoff: 1_754_000_000, metadata: {} }
const unanswered = { probability: null, reasoning: null, miner_answered: false }
const ASKED = {
  events: {
    'ifgames-768afb481c178427b527888a': { event_id: '768afb481c178427b527888a', ...event, ...unanswered },
    'ifgames-7b409f932d2c88e97f0c1767': { event_id: '7b409f932d2c88e97f0c1767', ...event, ...unanswered },
  },
}
const bytes = (text: string) => new TextEncoder().encode(text)

describe.each(goldenVectors<{ cases: Expectation[] }>(/^dendrite_expectations_.*\.json$/))(
  '$file',
  ({ vectors }) => {
    test.each(vectors.cases)('$case', (expectation) => {
      const { dendrite } = expectation
      const timeoutSeconds = expectation.case === 'hang' ? 1.5 : 12
      const reply = decodeReply({
        synapse: EventPredictionSynapse,
        fields: ASKED,
        axon: AXON,
        timeoutSeconds,
        outcome: outcomeOf(expectation),
      })
      const events = plainNumbers(reply.fields.events) as Record<string, Record<string, unknown>>
      expect({
        dendrite_status_code: reply.statusCode,
        axon_status_code: reply.axon.statusCode,
        axon_hotkey: reply.axon.hotkey,
        is_success: reply.isSuccess,
        event_keys: Object.keys(events),
        probabilities: Object.values(events).map(({ probability }) => probability ?? null),
        answered: Object.values(events).map(({ miner_answered }) => miner_answered),
      }).toEqual({
        dendrite_status_code: dendrite.dendrite_status_code,
        axon_status_code: dendrite.axon_status_code,
        axon_hotkey: dendrite.axon_hotkey,
        is_success: dendrite.is_success,
        event_keys: dendrite.event_keys,
        probabilities: Object.values(dendrite.probabilities),
        answered: dendrite.answered,
      })
      // What follows the colon is Python's own wording of a parser's complaint.
      const complaint = /^(Failed to parse response|Payload error|Client response error): /
      const expected =
        complaint.exec(dendrite.dendrite_status_message)?.[0] ?? dendrite.dendrite_status_message
      expect(String(reply.statusMessage ?? 'None').slice(0, expected.length)).toBe(expected)
    })
  },
)

/** What a transport reports for such an answer; the transport's own verdicts are named here. */
function outcomeOf({ case: name, response_utf8 }: Expectation): ReplyOutcome {
  switch (name) {
    case 'hang':
      return { kind: 'timeout' }
    case 'close_without_response':
    case '302': // Python followed the redirection, and there nobody answered.
      return { kind: 'disconnected' }
    case 'truncated_body':
      return { kind: 'truncated' }
    case 'header_9000_bytes':
      return { kind: 'malformed' }
    case 'body_20MB_reasoning':
      return answered(200, [['content-type', 'application/json']], bytes(largeAnswer()))
  }
  const text = response_utf8 ?? ''
  const headEnd = text.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = text.slice(0, headEnd).split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  const raw = text.slice(headEnd + 4)
  const status = Number(statusLine.split(' ')[1])
  return answered(status, headers, bodyBytes(name, raw))
}

function answered(status: number, headers: [string, string][], body: Uint8Array): ReplyOutcome {
  const byName = new Map(headers)
  return { kind: 'answered', status, getHeader: (header) => byName.get(header), body }
}

/** HTTP clients take chunks and compression away before anyone sees the body. */
function bodyBytes(name: string, raw: string): Uint8Array {
  if (name === 'gzip') return bytes(plainAnswer('because'))
  if (name === 'chunked') return bytes(raw.slice(raw.indexOf('\r\n') + 2, raw.lastIndexOf('\r\n0\r\n')))
  return bytes(raw)
}

function plainAnswer(reasoning: string): string {
  const events = Object.fromEntries(
    Object.entries(ASKED.events).map(([key, asked]) => [
      key,
      { ...asked, probability: 0.7, reasoning, miner_answered: true },
    ]),
  )
  return JSON.stringify({ events, axon: { status_code: 200, status_message: 'Success' } })
}

const largeAnswer = () => plainAnswer('r'.repeat(10_000_000))

interface Recording {
  case: string
  call_timeout_arg?: number
  response?: { start_line: string; headers: [string, string][]; body_utf8: string } | null
  dendrite_view_after: {
    dendrite: { status_code: number | null; status_message: string | null }
    axon: Record<string, unknown>
    is_success: boolean
    events: Record<string, Record<string, unknown>>
  }
}

describe.each(goldenVectors<{ cases: Recording[] }>(/^http_(success|failures)_.*\.json$/))(
  '$file',
  ({ vectors }) => {
    test.each(vectors.cases)('$case: what the real dendrite saw', (recording) => {
      const { response, dendrite_view_after: seen } = recording
      const { ip, port } = seen.axon as { ip: string; port: number }
      const reply = decodeReply({
        synapse: EventPredictionSynapse,
        fields: { events: {} },
        axon: { ip, port, hotkey: AXON.hotkey },
        timeoutSeconds: recording.case === 'client_timeout' ? 1 : 12,
        outcome: response
          ? answered(
              Number(response.start_line.split(' ')[1]),
              response.headers.map(([name, value]) => [name.toLowerCase(), value]),
              bytes(response.body_utf8),
            )
          : { kind: recording.case === 'client_timeout' ? 'timeout' : 'refused' },
      })
      expect(reply.isSuccess).toBe(seen.is_success)
      expect(reply.statusCode).toBe(seen.dendrite.status_code)
      expect(reply.statusMessage).toBe(seen.dendrite.status_message)
      const { process_time: _, ...axon } = plainNumbers(terminalBody(reply.axon)) as Record<string, unknown>
      expect(seen.axon).toMatchObject(axon)
      if (reply.isSuccess) expect(plainNumbers(reply.fields.events)).toEqual(seen.events)
    })
  },
)
