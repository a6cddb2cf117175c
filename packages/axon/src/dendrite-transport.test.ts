import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { gzipSync } from 'node:zlib'
import { PingSynapse } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDendrite } from './dendrite.ts'

const dendrite = createDendrite({ keypair: keypairFromUri('//Alice'), maxResponseBytes: 10_000 })
let server: Server
let response: Uint8Array = new Uint8Array()

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', () => socket.end(response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  dendrite.close()
  server.close()
})

const number = fc.oneof(fc.nat(700), fc.constantFrom('', '-1', '1e3', '0x10', '99999999999999999999'))
const status = fc.oneof(fc.constantFrom(200, 200, 204, 301, 401, 404, 500), number)
const headerName = fc.constantFrom(
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'location',
  'bt_header_axon_status_code',
  'bt_header_axon_process_time',
  'bt_header_axon_nonce',
  'timeout',
  '__proto__',
)
const headerValue = fc.oneof(
  number.map(String),
  fc.constantFrom('application/json', 'gzip', 'deflate', 'br', 'chunked', 'close', '/x'),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const header = fc.tuple(headerName, headerValue).map(([name, value]) => `${name}: ${value}\r\n`)
const body = fc.oneof(
  fc.json().map((json) => Buffer.from(json)),
  fc.json().map((json) => gzipSync(json)),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.from('5\r\n{}   \r\n0\r\n\r\n')),
  fc.constant(Buffer.from('ffffffffffffffffff\r\n{}')),
)
const answer = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .tuple(status, fc.array(header, { maxLength: 6 }), body)
    .map(([code, headers, bytes]) => http(code, headers, bytes)),
  fc
    .tuple(status, fc.array(header, { maxLength: 1 }), fc.json())
    .map(([code, headers, json]) =>
      http(code, ['content-type: application/json\r\n', ...headers], Buffer.from(json)),
    ),
)

test('whatever bytes an axon sends, there is a reply of some status, and no throw', async () => {
  const { port } = server.address() as AddressInfo
  const target = { ip: '127.0.0.1', port, hotkey: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty' }
  const seen = new Set<number | null>()
  await fc.assert(
    fc.asyncProperty(answer, async (bytes) => {
      response = bytes
      const [reply] = await dendrite.query(target, PingSynapse, {}, { timeoutMs: 5_000 })
      expect(reply?.isSuccess).toBe(reply?.statusCode === 200)
      expect(reply?.statusCode).not.toBe(408)
      seen.add(reply?.statusCode ?? null)
    }),
    { numRuns: 400 },
  )
  // The answers are not all alike: some could be read.
  expect(seen.size).toBeGreaterThan(5)
})

function http(code: string | number, headers: readonly string[], bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${code} X\r\n${headers.join('')}\r\n`, 'latin1'), bytes])
}
