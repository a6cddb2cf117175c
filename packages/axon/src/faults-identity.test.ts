import { defineSynapse, encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createRateLimiter } from './rate-limiter.ts'
import { alice, charlie, testAxon } from './testing/test-axon.ts'

// The hostile inputs and faults that an axon must stand, by the rows of the list that this package is held to;
// those that need a socket are in serve.test.ts.

const SECOND = 1_000_000_000n
const message = async (response: Response) => ((await response.json()) as { message: string }).message

test('row 1: an unsigned or wrongly signed request is 401, and its body is not read', async () => {
  const { signed, send, events, isAlive } = testAxon()
  const unreadable = () =>
    new ReadableStream(
      {
        pull() {
          throw new Error('The body was read.')
        },
      },
      { highWaterMark: 0 },
    )
  const missing = await send(signed(), { headers: { bt_header_dendrite_signature: '' }, body: unreadable() })
  expect(missing.status).toBe(401)
  const request = signed()
  const wrong = `${request.headers.bt_header_dendrite_signature?.slice(0, -4)}ff8f`
  const mismatch = await send(request, {
    headers: { bt_header_dendrite_signature: wrong },
    body: unreadable(),
  })
  expect(mismatch.status).toBe(401)
  const text = await mismatch.text()
  expect(text).toBe('{"message":"Not Verified with error: Signature mismatch"}')
  expect(events.map(({ type }) => type)).toEqual(['refused', 'refused'])
  expect(await isAlive()).toBe(true)
})

test('row 1: a request signed for another axon, or over another nonce, uuid or hash, is 401', async () => {
  const { signed, send, ask } = testAxon()
  expect((await ask({ axonHotkey: encodeSs58(charlie.publicKey) })).status).toBe(401)
  for (const [name, value] of Object.entries({
    bt_header_dendrite_nonce: '1795000000000000099',
    bt_header_dendrite_uuid: 'another',
    bt_header_dendrite_hotkey: encodeSs58(charlie.publicKey),
    computed_body_hash: 'b7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a',
  })) {
    const request = signed()
    expect((await send(request, { headers: { [name]: value } })).status).toBe(401)
    // The receiver's header plays no part.
    expect((await send(request, { headers: { bt_header_axon_hotkey: 'x' } })).status).toBe(200)
  }
})

test('row 2: a replay is 401, under another uuid, header case or address of the same key too', async () => {
  const { signed, send } = testAxon()
  const request = signed()
  expect((await send(request)).status).toBe(200)
  const replay = await send(request)
  expect(replay.status).toBe(401)
  expect(await message(replay)).toContain('Nonce is too old, a newer one was last processed')
  const prefix0 = encodeSs58(alice.publicKey, 0)
  const disguised = await send(request, { headers: { bt_header_dendrite_hotkey: prefix0 } })
  expect(disguised.status).toBe(401)
  expect(await message(disguised)).toContain('prefix')
  const otherUuid = signed({ nonceNs: BigInt(request.headers.bt_header_dendrite_nonce ?? 0), uuid: 'other' })
  expect((await send(otherUuid)).status).toBe(401)
})

test('row 2: what was accepted stays known to the next process, and is written before the handler runs', async () => {
  const written: { publicKeyHex: string; uuid: string | null; nonceNs: bigint }[] = []
  const nonceJournal = {
    load: () => [...written],
    append: (record: (typeof written)[number]) => void written.push(record),
    close: () => {},
  }
  const first = testAxon({ nonceJournal })
  const request = first.signed()
  expect((await first.send(request)).status).toBe(200)
  expect(written).toHaveLength(1)
  expect((await testAxon({ nonceJournal }).send(request)).status).toBe(401)
})

test('row 2: a disk that is full does not stop the axon, and its owner is told', async () => {
  const cause = new Error('ENOSPC')
  const append = () => {
    throw cause
  }
  const { isAlive, events } = testAxon({ nonceJournal: { load: () => [], append, close: () => {} } })
  expect(await isAlive()).toBe(true)
  expect(events).toMatchObject([{ type: 'degraded', cause }, { type: 'answered' }])
})

test('row 2: of a hundred equal requests at once, one passes', async () => {
  const { signed, send } = testAxon({ rateLimitPerSecond: 0 })
  const request = signed()
  const statuses = await Promise.all(Array.from({ length: 100 }, async () => (await send(request)).status))
  expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  expect(statuses.filter((status) => status === 401)).toHaveLength(99)
})

test('row 3: nonces older than the timeout and 4 s, or more than 4 s ahead, are 401 at any timeout', async () => {
  for (const [timeout, window] of [
    ['12.0', 16n],
    ['120.0', 124n],
    ['1e9', 124n],
    ['inf', 124n],
    ['nan', 4n],
    ['-5', 4n],
  ] as const) {
    const { signed, send, clock } = testAxon()
    const at = async (offsetNs: bigint, uuid: string) => {
      const request = signed({ nonceNs: clock.nowNs + offsetNs, uuid })
      return (await send(request, { headers: { timeout } })).status
    }
    expect(await at(-window * SECOND - 1n, 'a')).toBe(401)
    expect(await at(-window * SECOND, 'b')).toBe(200)
    expect(await at(4n * SECOND, 'c')).toBe(200)
    expect(await at(4n * SECOND + 1n, 'd')).toBe(401)
    expect(await at(3_600n * SECOND, 'e')).toBe(401)
  }
})

test('row 3: an old version, or none, opens no other window', async () => {
  const { signed, send, clock } = testAxon()
  for (const version of ['7001002', '0']) {
    const old = signed({ nonceNs: clock.nowNs - 60n * SECOND })
    expect((await send(old, { headers: { bt_header_dendrite_version: version } })).status).toBe(401)
  }
})

test('row 4: a nonce that is no number, negative, or huge is 400 or 401', async () => {
  const { signed, send, isAlive } = testAxon()
  for (const nonce of [
    'abc',
    '-1',
    '1.5',
    '0x10',
    '',
    '9007199254740993',
    `1${'0'.repeat(40)}`,
    '1 2',
    'NaN',
  ]) {
    const { status } = await send(signed(), { headers: { bt_header_dendrite_nonce: nonce } })
    expect([400, 401]).toContain(status)
  }
  expect(await isAlive()).toBe(true)
})

test('row 5: no hotkey or a malformed one is 401; one that the policy refuses is 403 with the reason', async () => {
  const forward = vi.fn((fields: object) => fields)
  const { signed, send, ask } = testAxon({
    policy: ({ ss58 }) =>
      ss58 === encodeSs58(alice.publicKey)
        ? { allowed: true, priority: 1 }
        : { allowed: false, reason: 'stake 9,999.99 is below 10,000' },
    synapses: [{ synapse: defineSynapse({ name: 'Spy', fields: z.looseObject({}) }), forward }],
  })
  const spy = defineSynapse({ name: 'Spy', fields: z.looseObject({}) })
  for (const hotkey of ['', '5Grwva', 'x'.repeat(60_000), 'x'.repeat(48), encodeSs58(alice.publicKey, 2)]) {
    const request = signed({ synapse: spy, fields: {} })
    const { status } = await send(request, { headers: { bt_header_dendrite_hotkey: hotkey } })
    expect([400, 401]).toContain(status)
  }
  const refused = await ask({ keypair: charlie, synapse: spy, fields: {} })
  expect(refused.status).toBe(403)
  expect(await message(refused)).toBe('Forbidden. Key is blacklisted: stake 9,999.99 is below 10,000.')
  expect(forward).not.toHaveBeenCalled()
  expect((await ask({ synapse: spy, fields: {} })).status).toBe(200)
})

test('row 11: beyond its rate a caller gets 429 with Retry-After, and others do not notice', async () => {
  const { ask, clock } = testAxon({ rateLimitPerSecond: 2 })
  const statuses: number[] = []
  for (let at = 0; at < 8; at++) statuses.push((await ask()).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429])
  expect((await ask()).headers.get('retry-after')).toBe('1')
  expect((await ask({ keypair: charlie })).status).toBe(200)
  clock.nowNs += SECOND
  expect((await ask()).status).toBe(200)
})

test('row 11: forged requests cost the key they name nothing', async () => {
  const { signed, send, isAlive } = testAxon({ rateLimitPerSecond: 2 })
  for (let at = 0; at < 50; at++) {
    const { status } = await send(signed(), { headers: { bt_header_dendrite_uuid: 'forged' } })
    expect(status).toBe(401)
  }
  expect(await isAlive()).toBe(true)
})

test('row 11: what is over the rate is refused before its signature is looked at', () => {
  const limiter = createRateLimiter(20)
  while (limiter.spend('a', 0));
  expect(limiter.waitSeconds('a', 0)).toBeGreaterThan(0)
})

test('row 11: a refused key that goes on calling is refused without another look at its signature', async () => {
  const { signed, send } = testAxon({
    rateLimitPerSecond: 1,
    policy: () => ({ allowed: false, reason: 'no permit' }),
  })
  const forged = { headers: { bt_header_dendrite_uuid: 'forged' } }
  expect((await send(signed(), forged)).status).toBe(401)
  for (let at = 0; at < 3; at++) expect((await send(signed())).status).toBe(403)
  expect((await send(signed(), forged)).status).toBe(403)
})

test('row 11: a validator that comes last goes before all strangers that wait, and each of them has its turn', async () => {
  const validator = encodeSs58(charlie.publicKey)
  const { ask, events } = testAxon({
    rateLimitPerSecond: 0,
    policy: ({ ss58 }) => ({ allowed: true, priority: ss58 === validator ? 1_000 : 0 }),
  })
  const strangers = Array.from({ length: 50 }, (_, at) =>
    ask({ keypair: keypairFromUri(`//Stranger//${at}`) }),
  )
  const responses = await Promise.all([...strangers, ask({ keypair: charlie })])
  expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200))
  expect(events.findIndex(({ caller }) => caller?.ss58 === validator)).toBe(0)
})
