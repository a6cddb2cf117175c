import { afterEach, describe, expect, test, vi } from 'vitest'
import { createInMemoryChain, type InMemoryChain, type InMemoryChainOptions } from '../testing/index.ts'
import type { Connection, ConnectionEvent, ConnectionOptions } from './connection.ts'
import { createConnection } from './create-connection.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

function chainOf(options: InMemoryChainOptions = {}): InMemoryChain {
  const chain = createInMemoryChain(options)
  open.push(chain)
  return chain
}

/** A connection to chains by their names, with times that are short enough to wait for. */
function connect(chains: Readonly<Record<string, InMemoryChain>>, options: ConnectionOptions = {}) {
  const events: ConnectionEvent[] = []
  const connection = createConnection({
    endpoints: Object.keys(chains).map((name) => `ws://${name}`),
    maxBackoffMs: 5,
    random: () => 0,
    openProvider: (endpoint) => {
      const chain = chains[new URL(endpoint).hostname]
      if (chain === undefined) throw new Error(`no chain at ${endpoint}`)
      return chain.openProvider(endpoint)
    },
    onEvent: (event) => void events.push(event),
    ...options,
  })
  open.push(connection)
  return { connection, events }
}

const number = (connection: Connection) =>
  connection.withApi(async (api) => (await api.rpc.chain.getHeader()).number.toNumber())

test('nothing is opened before the first use', () => {
  const openProvider = vi.fn()
  const { connection } = connect({}, { endpoints: ['ws://a'], openProvider })
  expect(openProvider).not.toHaveBeenCalled()
  expect(connection.status()).toMatchObject({ connected: false, head: null, endpoint: 'ws://a', drops: 0 })
})

test('the status tells the head, the chain and the runtime', async () => {
  const chain = chainOf()
  const { connection } = connect({ a: chain }, { nowMs: () => 0 })
  await connection.ready()
  expect(connection.status()).toEqual({
    connected: true,
    endpoint: 'ws://a',
    head: chain.head(),
    headAgeSeconds: 0,
    specVersion: 293,
    genesisHash: chain.genesisHash,
    drops: 0,
    problem: null,
  })
})

test('heads go on over a drop, and the API stays the same', async () => {
  const chain = chainOf()
  const { connection } = connect({ a: chain })
  const heads: number[] = []
  const stop = connection.watchHeads((head) => heads.push(head.number))
  await connection.ready()
  const api = await connection.withApi(async (one) => one)
  chain.mineBlock()
  await expect.poll(() => heads).toContain(chain.head().number)
  chain.drop()
  await expect.poll(() => connection.status()).toMatchObject({ drops: 1, connected: true })
  chain.mineBlock()
  await expect.poll(() => heads).toContain(chain.head().number)
  expect(await connection.withApi(async (one) => one)).toBe(api)
  stop()
  const seen = heads.length
  chain.mineBlock()
  await expect.poll(() => connection.status().head).toEqual(chain.head())
  expect(heads).toHaveLength(seen)
})

test('what runs when the connection is lost ends with it, whatever it waits for', async () => {
  const chain = chainOf()
  const { connection } = connect({ a: chain })
  await connection.ready()
  let signal: AbortSignal | undefined
  const run = connection.withApi((_api, context) => {
    signal = context.signal
    return new Promise(() => {})
  })
  await expect.poll(() => signal).toBeDefined()
  chain.drop()
  await expect(run).rejects.toMatchObject({ code: 'E_CHAIN_UNREACHABLE', retryable: true })
  expect(signal?.aborted).toBe(true)
})

test('a caller may give up', async () => {
  const chain = chainOf()
  const { connection } = connect({ a: chain })
  await expect(connection.ready({ signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no')
  const controller = new AbortController()
  const run = connection.withApi(() => new Promise(() => {}), { signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(run).rejects.toThrow('enough')
  expect(await number(connection)).toBe(chain.head().number)
})

test('an endpoint that is down is passed over', async () => {
  const down = chainOf()
  down.drop({ refuse: true })
  const { connection, events } = connect({ down, up: chainOf() })
  await connection.ready()
  expect(connection.status().endpoint).toBe('ws://up')
  expect(events.map(({ type }) => type)).toContain('attempt-failed')
})

test('nothing to reach: says what it tried, within the time given', async () => {
  const down = chainOf()
  down.drop({ refuse: true })
  const { connection } = connect({ down })
  await expect(connection.ready({ timeoutMs: 20 })).rejects.toMatchObject({
    code: 'E_CHAIN_UNREACHABLE',
    values: { endpoints: ['ws://down'], waitedMs: 20 },
  })
})

describe('the genesis hash', () => {
  test('of another chain sends us to the next endpoint', async () => {
    const right = chainOf()
    const wrong = chainOf({ genesisHash: `0x${'66'.repeat(32)}` })
    const { connection, events } = connect({ wrong, right }, { genesisHash: right.genesisHash })
    await connection.ready()
    expect(connection.status().endpoint).toBe('ws://right')
    expect(JSON.stringify(events)).toContain('E_CHAIN_GENESIS')
  })

  test('wrong everywhere is an error that waiting does not mend', async () => {
    const wrong = chainOf()
    const { connection } = connect({ wrong }, { network: 'finney' })
    await expect(connection.ready()).rejects.toMatchObject({ code: 'E_CHAIN_GENESIS', retryable: false })
  })
})

test('a node that says nothing any more is noticed, and left', async () => {
  const silent = chainOf()
  const { connection } = connect({ silent, other: chainOf() }, { pingIntervalMs: 10, pingTimeoutMs: 20 })
  await connection.ready()
  silent.stall(true)
  await expect.poll(() => connection.status()).toMatchObject({ drops: 1, endpoint: 'ws://other' })
  await connection.ready()
})

test('a node that takes a connection and never says a word is left as well', async () => {
  const mute = chainOf()
  mute.stall(true)
  const { connection } = connect({ mute, other: chainOf() }, { pingIntervalMs: 10, pingTimeoutMs: 20 })
  await connection.ready()
  expect(connection.status()).toMatchObject({ endpoint: 'ws://other', drops: 0 })
})

test('by default a dead connection is noticed within 10 s', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const chain = chainOf()
    const { connection } = connect({ chain })
    await Promise.all([connection.ready(), vi.advanceTimersByTimeAsync(1)])
    chain.stall(true)
    await vi.advanceTimersByTimeAsync(9_500)
    expect(connection.status()).toMatchObject({ connected: false, drops: 1 })
  } finally {
    vi.useRealTimers()
  }
})

test('a head that does not move sends us to the next endpoint', async () => {
  const stuck = chainOf()
  const moving = chainOf({ blockMs: 5 })
  const { connection } = connect({ stuck, moving }, { headAgeLimitMs: 40 })
  await connection.ready()
  expect(connection.status().endpoint).toBe('ws://stuck')
  await expect.poll(() => connection.status().endpoint).toBe('ws://moving')
  await connection.ready()
  expect(connection.status().connected).toBe(true)
})

test('while the head is too old, we do not call it connected', async () => {
  let nowMs = 1_000
  const { connection } = connect({ a: chainOf() }, { nowMs: () => nowMs })
  await connection.ready()
  nowMs += 61_000
  expect(connection.status()).toMatchObject({ connected: false, headAgeSeconds: 61 })
  expect(connection.status().problem).toBe('no new head for 61 s')
})

test('a slow answer is a timeout, and the connection stays', async () => {
  const chain = chainOf()
  const { connection } = connect({ a: chain }, { requestTimeoutMs: 200 })
  await connection.ready()
  chain.stall(true)
  await expect(number(connection)).rejects.toMatchObject({ code: 'E_CHAIN_TIMEOUT', retryable: true })
  chain.stall(false)
  expect(connection.status().drops).toBe(0)
})

test("a node's refusal is the caller's, with its code, and prints nothing", async () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
  const chain = chainOf()
  const { connection } = connect({ a: chain })
  await connection.ready()
  chain.failNext({ method: 'chain_getHeader', error: { code: -32_603, message: 'overloaded' } })
  await expect(number(connection)).rejects.toMatchObject({ code: -32_603 })
  expect(printed).not.toHaveBeenCalled()
  printed.mockRestore()
})

describe('close', () => {
  test('ends what waits, and everything after it', async () => {
    const { connection } = connect({ a: chainOf() })
    await connection.ready()
    const run = connection.withApi(() => new Promise(() => {}))
    const ended = expect(run).rejects.toMatchObject({ code: 'E_CHAIN_CLOSED' })
    await connection.close()
    await ended
    await expect(number(connection)).rejects.toMatchObject({ code: 'E_CHAIN_CLOSED' })
    expect(connection.status().connected).toBe(false)
  })

  test('before the first use, twice, and while connecting', async () => {
    const { connection } = connect({ a: chainOf() })
    const waiting = connection.ready()
    const ended = expect(waiting).rejects.toMatchObject({ code: 'E_CHAIN_CLOSED' })
    await connection.close()
    await connection.close()
    await ended
    await connect({ a: chainOf() }).connection.close()
  })
})

test('a watcher that throws harms nobody else', async () => {
  const chain = chainOf()
  const { connection, events } = connect({ a: chain })
  const heads: number[] = []
  connection.watchHeads(() => {
    throw new Error('mine')
  })
  connection.watchHeads((head) => heads.push(head.number))
  await connection.ready()
  expect(heads).toEqual([chain.head().number])
  expect(events.map(({ type }) => type)).toContain('watcher-failed')
})

test('an exposed endpoint is warned of, and credentials are never said', async () => {
  const events: ConnectionEvent[] = []
  const connection = createConnection({
    endpoints: ['ws://user:secret@node.example:9944/key?token=secret'],
    openProvider: chainOf().openProvider,
    onEvent: (event) => void events.push(event),
  })
  open.push(connection)
  await connection.ready()
  expect(events[0]).toEqual({ type: 'plain-text-endpoint', endpoint: 'ws://node.example:9944/…' })
  expect(JSON.stringify([events, connection.status()])).not.toContain('secret')
})
