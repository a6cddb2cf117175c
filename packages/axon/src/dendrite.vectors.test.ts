import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type EventPredictionFields, EventPredictionSynapse, numberOf } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { describe, expect, test } from 'vitest'
import { createDendrite } from './dendrite.ts'

const folder = process.env.IG_VECTORS ?? join(import.meta.dirname, '../vectors')
const files = readdirSync(folder).filter((name) => /^dendrite_expectations.*\.json$/.test(name))

interface Case {
  readonly case: string
  readonly response_utf8: string | null
  readonly dendrite: {
    readonly dendrite_status_code: number | null
    readonly dendrite_status_message: string
    readonly axon_status_code: number | null
    readonly axon_hotkey: string | null
    readonly is_success: boolean
    readonly probabilities: readonly (number | null)[] | Record<string, never>
    readonly event_keys: readonly string[]
    readonly answered: readonly boolean[]
  }
}

const HANG_TIMEOUT_MS = 1_500
const hotkey = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'

test('there are vectors', () => {
  expect(files).not.toEqual([])
})

for (const file of files) {
  const { cases } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { cases: Case[] }
  const full = cases.find((one) => one.case === 'events_plus_status_header')?.response_utf8 ?? ''
  const fullBody = full.slice(full.indexOf('\r\n\r\n') + 4)

  describe.concurrent(file, () => {
    test.each(cases)('$case', async ({ case: name, response_utf8, dendrite: expected }) => {
      await using axon = await replay(responseBytes(name, response_utf8, fullBody))
      const dendrite = createDendrite({ keypair: keypairFromUri('//Alice') })
      const [reply] = await dendrite.query(
        { ip: '127.0.0.1', port: axon.port, hotkey },
        EventPredictionSynapse,
        unanswered(fullBody),
        { timeoutMs: name === 'hang' ? HANG_TIMEOUT_MS : 20_000 },
      )
      dendrite.close()
      if (reply === undefined) throw new Error('No reply.')
      const events = Object.entries(reply.fields.events)
      expect({
        dendrite_status_code: reply.statusCode,
        dendrite_status_message: comparable(reply.statusMessage ?? 'None'),
        axon_status_code: reply.axon.statusCode,
        axon_hotkey: reply.axon.hotkey,
        is_success: reply.isSuccess,
        probabilities: events.map(([, { probability }]) => numberOf(probability) ?? null),
        event_keys: events.map(([key]) => key),
        answered: events.map(([, event]) => event.miner_answered),
      }).toEqual({
        ...expected,
        dendrite_status_message: comparable(expected.dendrite_status_message),
        // Python's script wrote an empty list so.
        probabilities: Array.isArray(expected.probabilities) ? expected.probabilities : [],
        answered: Array.isArray(expected.answered) ? expected.answered : [],
        event_keys: Array.isArray(expected.event_keys) ? expected.event_keys : [],
      })
    })
  })
}

/** What follows these words are Python's own, of its parsers. */
function comparable(message: string): string {
  const [ownWords = ''] =
    /^(Failed to parse response|Payload error|Client response error|Service disconnected)?/.exec(message) ??
    []
  return ownWords || message
}

/** The events as they were asked, made from an answer. */
function unanswered(answer: string): EventPredictionFields {
  const fields = JSON.parse(answer) as EventPredictionFields
  for (const event of Object.values(fields.events)) {
    Object.assign(event, { probability: null, reasoning: null, miner_answered: false })
  }
  return fields
}

/** Null is an axon that says nothing. Two answers could not be kept as text in the vectors. */
function responseBytes(name: string, response: string | null, body: string): Buffer | null {
  const answered = `${body.slice(0, -1)}, "axon": {"status_code": 200, "status_message": "Success"}}`
  if (name === 'gzip') return http(gzipSync(answered), 'content-encoding: gzip\r\n')
  if (name === 'body_20MB_reasoning')
    return http(Buffer.from(answered.replace('"because"', JSON.stringify('x'.repeat(20_000_000)))))
  return response === null ? null : Buffer.from(response)
}

function http(body: Buffer, header = ''): Buffer {
  const head = `HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n${header}`
  return Buffer.concat([Buffer.from(`${head}bt_header_axon_status_code: 200\r\n\r\n`), body])
}

/** Answers the first request of a connection with these bytes and closes it. */
async function replay(response: Buffer | null) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => sockets.delete(socket))
    socket.once('data', () => {
      if (response !== null) socket.end(response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
