import { describe, expect, test } from 'vitest'
import { type ExternalIpQuestion, findExternalIp } from './external-ip.ts'

const interfaces = () => ({
  lo: [{ family: 'IPv4', internal: true, address: '127.0.0.1' }],
  eth0: [
    { family: 'IPv6', internal: false, address: 'fe80::1' },
    { family: 'IPv4', internal: false, address: '10.1.2.3' },
  ],
})
const question: ExternalIpQuestion = {
  given: null,
  listeningIp: '0.0.0.0',
  isLocal: false,
  echoUrl: 'https://echo.example',
  recordedIp: null,
}

async function find(changes: Partial<ExternalIpQuestion>, echo: string | Error = new Error('no name')) {
  const asked: string[] = []
  const fetch = async (url: unknown) => {
    asked.push(String(url))
    if (echo instanceof Error) throw echo
    return new Response(echo)
  }
  const found = await findExternalIp(
    { ...question, ...changes },
    { fetch: fetch as typeof globalThis.fetch, interfaces: interfaces as never },
  )
  return { ...found, asked }
}

test('the setting goes before everything, and nobody is asked', async () => {
  expect(await find({ given: '192.0.2.9', listeningIp: '198.51.100.7' }, '203.0.113.5')).toEqual({
    ip: '192.0.2.9',
    source: 'setting',
    asked: [],
  })
})

test.each(['127.0.0.1', '0.0.0.0', '::1', '::', '127.1.2.3'])(
  '%s as a setting is a problem',
  async (given) => {
    expect(await find({ given })).toMatchObject({ problem: expect.stringContaining('--axon.external_ip') })
  },
)

describe('on local networks', () => {
  test('it is the first IPv4 address of the machine, and nobody is asked', async () => {
    const expected = { ip: '10.1.2.3', source: 'interface', asked: [] }
    expect(await find({ isLocal: true }, '203.0.113.5')).toEqual(expected)
    expect(await find({ isLocal: true, listeningIp: '127.0.0.1' })).toEqual(expected)
    expect(await find({ isLocal: true, listeningIp: '10.9.9.9' })).toMatchObject({ ip: '10.9.9.9' })
  })
})

describe('elsewhere', () => {
  test('a public address that is listened on is it; a private one is not', async () => {
    expect(await find({ listeningIp: '203.0.113.5' })).toMatchObject({ ip: '203.0.113.5', asked: [] })
    expect(await find({ listeningIp: '10.0.0.5' }, '203.0.113.6\n')).toMatchObject({ ip: '203.0.113.6' })
  })

  test('the echo service says it, else the record of the chain', async () => {
    expect(await find({ recordedIp: '198.51.100.1' }, ' 203.0.113.6 ')).toMatchObject({ source: 'echo' })
    expect(await find({ recordedIp: '198.51.100.1' })).toMatchObject({ ip: '198.51.100.1', source: 'chain' })
    expect(await find({ echoUrl: null })).toMatchObject({ problem: expect.any(String), asked: [] })
  })

  test.each(['<html>', '127.0.0.1', '192.168.1.1', '203.0.113.6, 1.2.3.4', '', 'x'.repeat(1e6)])(
    'an answer such as %.20s is none',
    async (text) => {
      expect(await find({}, text)).toHaveProperty('problem')
    },
  )
})

test('of an echo service that never ends, no more is read than an address has', async () => {
  let chunks = 0
  let isCancelled = false
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      chunks += 1
      if (chunks > 1_000) controller.close()
      else controller.enqueue(Buffer.from('203.0.113.5 '))
    },
    cancel() {
      isCancelled = true
    },
  })
  const fetch = async () => new Response(endless)
  expect(await findExternalIp(question, { fetch, interfaces: interfaces as never })).toHaveProperty('problem')
  expect(isCancelled).toBe(true)
  expect(chunks).toBeLessThan(20)
})
