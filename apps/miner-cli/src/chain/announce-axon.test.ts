import { IgError } from '@ig/errors'
import { encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { describe, expect, test } from 'vitest'
import { createFakeChain, RATE_LIMIT_BLOCKS, unreachable } from '../testing/fake-chain.ts'
import { createSilentLog } from '../testing/silent-log.ts'
import { createAxonAnnouncer } from './announce-axon.ts'
import type { ExternalIp } from './external-ip.ts'

const hotkey = keypairFromUri('//Alice')
const hotkeySs58 = encodeSs58(hotkey.publicKey)

function setUp(found: ExternalIp = { ip: '192.0.2.7', source: 'setting' }) {
  const chain = createFakeChain()
  const time = { nowMs: 0 }
  const { log, lines } = createSilentLog()
  const make = (port = 8091) =>
    createAxonAnnouncer({
      chain,
      netuid: 1,
      hotkey,
      hotkeySs58,
      port,
      findIp: async () => found,
      rateLimitBlocks: () => RATE_LIMIT_BLOCKS,
      nowMs: () => time.nowMs,
      log,
    })
  return { chain, time, lines, make }
}

const refused = (error: string, retryable = false) =>
  new IgError({ code: 'E_CHAIN_REFUSED', message: 'Refused.', values: { error }, retryable })

test('it serves once, and a restart finds the record', async () => {
  const { chain, make } = setUp()
  const announcer = make()
  await announcer.beat()
  await announcer.beat()
  expect(announcer.current()).toEqual({ state: 'announced', address: '192.0.2.7:8091', problem: null })
  const again = make()
  await again.beat()
  expect(again.current().state).toBe('announced')
  expect(chain.served).toMatchObject([{ netuid: 1, ip: '192.0.2.7', port: 8091, protocol: 4 }])
})

test('another port waits until the rate limit has passed, without asking meanwhile', async () => {
  const { chain, make } = setUp()
  await make().beat()
  const moved = make(9_000)
  await moved.beat()
  expect(moved.current()).toMatchObject({ state: 'waiting', problem: expect.stringContaining('block 1051') })
  const reads = chain.asked.getAxon
  chain.mine(RATE_LIMIT_BLOCKS - 1)
  await moved.beat()
  expect(chain.asked.getAxon).toBe(reads)
  chain.mine()
  await moved.beat()
  expect(chain.served.map(({ port }) => port)).toEqual([8091, 9_000])
})

test('what the chain refuses for the rate limit comes again with the next block', async () => {
  const { chain, make } = setUp()
  chain.refusals.push(refused('ServingRateLimitExceeded', true))
  const announcer = make()
  await announcer.beat()
  await announcer.beat()
  expect({ state: announcer.current().state, served: chain.served.length }).toEqual({
    state: 'waiting',
    served: 0,
  })
  chain.mine()
  await announcer.beat()
  expect(chain.served).toHaveLength(1)
})

test('a chain that fails is asked again after 12, 24, 48 seconds', async () => {
  const { chain, time, lines, make } = setUp()
  chain.refusals.push(unreachable(), unreachable(), unreachable())
  const announcer = make()
  const servedAt: number[] = []
  for (; time.nowMs <= 100_000; time.nowMs += 1_000) {
    const before = chain.asked.serveAxon
    await announcer.beat()
    if (chain.asked.serveAxon !== before) servedAt.push(time.nowMs / 1_000)
  }
  expect(servedAt).toEqual([0, 12, 36, 84])
  expect(announcer.current().state).toBe('announced')
  expect(lines.filter(({ level }) => level === 40)).toHaveLength(3)
})

test('what no waiting mends is said, and tried every ten minutes', async () => {
  const { chain, time, make } = setUp()
  chain.refusals.push(refused('InvalidIpAddress'))
  const announcer = make()
  await announcer.beat()
  expect(announcer.current()).toMatchObject({ state: 'failed', problem: expect.stringContaining('Refused') })
  time.nowMs += 599_000
  await announcer.beat()
  expect(chain.asked.serveAxon).toBe(1)
})

test('an unknown outcome is found out by reading, never by sending again', async () => {
  const { chain, time, make } = setUp()
  await make().beat()
  const record = chain.axons.get(hotkeySs58)
  chain.axons.clear()
  const values = { lastEraBlock: chain.block + 8 }
  chain.refusals.push(new IgError({ code: 'E_CHAIN_UNKNOWN_OUTCOME', message: 'Sent, not seen.', values }))
  const announcer = make()
  await announcer.beat()
  time.nowMs += 60_000
  chain.mine(10)
  await announcer.beat()
  expect(chain.asked.serveAxon).toBe(2)
  if (record) chain.axons.set(hotkeySs58, record)
  chain.mine()
  await announcer.beat()
  expect(announcer.current().state).toBe('announced')
  expect(chain.served).toHaveLength(1)
})

test('an address in another spelling is the same address', async () => {
  const { chain, make } = setUp({ ip: '2001:0DB8:0::0007', source: 'setting' })
  await make().beat()
  await make().beat()
  expect(chain.served.map(({ ip }) => ip)).toEqual(['2001:db8::7'])
})

test('an unknown address sends nothing', async () => {
  const { chain, make } = setUp({ problem: 'Give one with --axon.external_ip.' })
  const announcer = make()
  await announcer.beat()
  expect(announcer.current()).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('external_ip'),
  })
  expect(chain.asked.serveAxon).toBeUndefined()
})

describe('a record that is gone', () => {
  test('is written again after a reset', async () => {
    const { chain, make } = setUp()
    const announcer = make()
    await announcer.beat()
    chain.axons.clear()
    announcer.reset()
    await announcer.beat()
    expect(chain.served).toHaveLength(2)
  })

  test('by a fork is noticed when its block would be final, and written again', async () => {
    const { chain, make } = setUp()
    const announcer = make()
    await announcer.beat()
    chain.axons.clear()
    chain.mine(2)
    await announcer.beat()
    expect(chain.served).toHaveLength(1)
    chain.mine()
    await announcer.beat()
    expect(announcer.current()).toEqual({ state: 'announced', address: '192.0.2.7:8091', problem: null })
    expect(chain.served).toHaveLength(2)
  })
})

test('a record that is still there when its block is final is looked at once, and never again', async () => {
  const { chain, lines, make } = setUp()
  const announcer = make()
  await announcer.beat()
  const reads = chain.asked.getAxon ?? 0
  chain.mine(3)
  chain.connected = false
  await expect(announcer.beat()).rejects.toMatchObject({ code: 'E_CHAIN_UNREACHABLE' })
  expect(announcer.current().state).toBe('announced')
  chain.connected = true
  for (let blocks = 0; blocks < 10; blocks += 1) {
    await announcer.beat()
    chain.mine()
  }
  expect(chain.asked.getAxon).toBe(reads + 2)
  expect(chain.served).toHaveLength(1)
  expect(lines.filter(({ level }) => level === 40)).toEqual([])
})
