import { btauthPayload, defineSynapse, encodeBtauthHeaders, encodeSs58 } from '@ig/protocol'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createRateLimiter } from './rate-limiter.ts'
import { alice, bobSs58, charlie, sampleEvent, testAxon } from './testing/test-axon.ts'

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

test('row 7: a body that does not match its hash is 401 before the handler', async () => {
  const forward = vi.fn((fields: object) => fields)
  const synapse = defineSynapse({
    name: 'Hashed',
    fields: z.looseObject({ prompt: z.string() }),
    requiredHashFields: ['prompt'],
  })
  const { signed, send } = testAxon({ synapses: [{ synapse, forward }] })
  const request = signed({ synapse, fields: { prompt: 'a' } })
  const changed = await send(request, { body: request.body.replace('"a"', '"b"') })
  expect(changed.status).toBe(401)
  expect(forward).not.toHaveBeenCalled()
  expect((await send(signed({ synapse, fields: { prompt: 'a' } }))).status).toBe(200)
})

test('row 8: a body over the limit is 413, announced or not, and nothing of it is kept', async () => {
  const { axon, signed, send, isAlive } = testAxon({ limits: { bodyBytes: 2_000 } })
  const announced = await send(signed(), { headers: { 'content-length': '2001' } })
  expect(announced.status).toBe(413)
  let sent = 0
  const endless = new ReadableStream({
    pull(controller) {
      sent += 100
      controller.enqueue(new Uint8Array(100).fill(32))
    },
  })
  expect((await send(signed(), { body: endless })).status).toBe(413)
  expect(sent).toBeLessThan(5_000)
  const exact = signed()
  expect((await send(exact, { body: exact.body.padEnd(2_000) })).status).toBe(200)
  const over = signed()
  expect((await send(over, { body: over.body.padEnd(2_001) })).status).toBe(413)
  expect(axon.stats().bodyBytes).toBe(0)
  expect(await isAlive()).toBe(true)
})

test('row 8: all bodies together have a bound too', async () => {
  const { axon, signed, send } = testAxon({ limits: { bodiesBytes: 10_000 } })
  const held: ReadableStreamDefaultController[] = []
  const stuck = () => new ReadableStream({ start: (controller) => void held.push(controller) })
  const first = send(signed(), { body: stuck() })
  await vi.waitFor(() => expect(held).toHaveLength(1))
  held[0]?.enqueue(new Uint8Array(9_500).fill(32))
  await vi.waitFor(() => expect(axon.stats().bodyBytes).toBe(9_500))
  const second = await send(signed())
  expect(second.status).toBe(429)
  expect(second.headers.get('retry-after')).toBe('1')
  held[0]?.enqueue(Buffer.from('{"events":{}}'))
  held[0]?.close()
  expect((await first).status).toBe(200)
  expect(axon.stats().bodyBytes).toBe(0)
})

test('row 10: 300 events, and then more than a thousand, are all answered in full', async () => {
  const { signed, send, axon } = testAxon({ limits: { inlineBodyBytes: 100_000 } })
  for (const count of [300, 1_200]) {
    const sent = Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`k-${at}`, sampleEvent(`${at}`)]),
    )
    const response = await send(signed({ fields: { events: sent } }))
    expect(response.status).toBe(200)
    const { events } = (await response.json()) as { events: Record<string, object> }
    expect(Object.keys(events)).toEqual(Object.keys(sent))
    for (const [key, event] of Object.entries(sent)) {
      expect(events[key]).toEqual({ ...event, probability: 0.5, miner_answered: true })
    }
  }
  await axon.close()
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

test('row 12: a compressed body is 415', async () => {
  const { signed, send, isAlive } = testAxon()
  for (const encoding of ['gzip', 'deflate', 'br', 'zstd', 'gzip, identity']) {
    expect((await send(signed(), { headers: { 'content-encoding': encoding } })).status).toBe(415)
  }
  expect((await send(signed(), { headers: { 'content-encoding': 'identity' } })).status).toBe(200)
  expect(await isAlive()).toBe(true)
})

test('row 13: __proto__ and constructor are plain keys that come back, and no prototype changes', async () => {
  const { signed, send } = testAxon()
  const event = JSON.stringify(sampleEvent('1'))
  const body = `{"events":{"__proto__":${event},"constructor":${event},"k":${event.replace('{}', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')}}}`
  const text = await (await send(signed(), { body })).text()
  const answered = event.replace('"probability":null', '"probability":0.5').replace('false', 'true')
  expect(text).toContain(`"__proto__":${answered}`)
  expect(text).toContain('"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expect(Object.prototype).not.toHaveProperty('probability')
})

test('row 14: odd JSON is kept exactly or refused as the client’s fault', async () => {
  const { signed, send, isAlive } = testAxon()
  const event = JSON.stringify(sampleEvent('1'))
  const withMetadata = (metadata: string) =>
    `{"events":{"k":${event.replace('"metadata":{}', `"metadata":${metadata}`)}}}`
  const status = async (body: string | Uint8Array<ArrayBuffer>) => (await send(signed(), { body })).status
  for (const kept of [
    '{"n":1e400}',
    '{"n":-0}',
    '{"n":1.0}',
    '{"n":123456789012345678901234567890}',
    '{"s":"\\ud800"}',
    '{"s":"\\u0000"}',
  ]) {
    const response = await send(signed(), { body: withMetadata(kept) })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain(`"metadata":${kept}`)
  }
  expect(await status(withMetadata('{"a":1,"a":{}}'))).toBe(200)
  expect(await status(withMetadata('{"n":NaN}'))).toBe(422)
  expect(await status(withMetadata('{"n":Infinity}'))).toBe(422)
  expect(await status(`\ufeff{"events":{}}`)).toBe(422)
  expect(await status('')).toBe(422)
  expect(await status('{"events":{}')).toBe(422)
  expect(await status('[]')).toBe(422)
  expect(await status('null')).toBe(422)
  expect(await status(Uint8Array.of(0x7b, 0xff, 0x7d))).toBe(400)
  for (const depth of [100, 400, 10_000, 100_000]) {
    expect(await status(withMetadata(`{"d":${'['.repeat(depth)}${']'.repeat(depth)}}`))).toBe(400)
  }
  expect(await isAlive()).toBe(true)
})

test('row 15: unknown fields, no metadata and odd cutoffs are taken and come back', async () => {
  const { ask } = testAxon()
  for (const event of [
    sampleEvent('1', { unknown: { deep: [1] } }),
    sampleEvent('1', { cutoff: null }),
    sampleEvent('1', { cutoff: 1_995_000_000_000 }),
    sampleEvent('1', { cutoff: -1 }),
    sampleEvent('1', { cutoff: 253_402_300_799 }),
    { event_id: '1', market_type: 'azuro', description: 'd', starts: 1_995_000_000, resolve_date: null },
  ]) {
    const response = await ask({ fields: { events: { k: event }, also_unknown: 1 } })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      also_unknown: 1,
      events: { k: { ...event, probability: 0.5, miner_answered: true } },
    })
  }
})

test('row 16 and 17: keys and events come back under the names they came with', async () => {
  const { ask } = testAxon()
  const events = {
    'not-the-id': sampleEvent('7'),
    'another key': sampleEvent('7', { description: 'changed' }),
  }
  const answered = (await (await ask({ fields: { events } })).json()) as { events: Record<string, object> }
  expect(Object.keys(answered.events)).toEqual(Object.keys(events))
  expect(answered.events['not-the-id']).toMatchObject({ event_id: '7' })
})

test('row 18: no header of a reply repeats what a client made up', async () => {
  const { signed, send } = testAxon()
  const request = signed()
  const body = request.body
    .replace('"status_code": null', '"status_code": 99999')
    .replace('"status_message": null', '"status_message": "x\\r\\nSet-Cookie: a=b"')
    .replace('"ip": "203.0.113.7"', '"ip": "6.6.6.6"')
  const response = await send(request, {
    headers: { name: 'Evil', bt_header_dendrite_ip: '6.6.6.6', bt_header_axon_hotkey: 'evil' },
    body,
  })
  expect(response.status).toBe(200)
  expect(JSON.stringify([...response.headers])).not.toMatch(/evil|6\.6\.6\.6|99999|cookie/i)
  expect(response.headers.get('bt_header_axon_status_code')).toBe('200')
  expect(response.headers.get('bt_header_axon_hotkey')).toBe(bobSs58)
  const answer = (await response.json()) as { axon: object; dendrite: { hotkey: string; ip: string } }
  expect(answer.axon).toMatchObject({ status_code: 200, status_message: 'Success', hotkey: bobSs58 })
  expect(answer.dendrite).toMatchObject({
    hotkey: encodeSs58(alice.publicKey),
    ip: '127.0.0.1',
    status_code: null,
  })
})

test('row 18: the caller is the key that verified, whatever the body says', async () => {
  const seen: string[] = []
  const synapse = defineSynapse({ name: 'Who', fields: z.looseObject({}) })
  const { signed, send } = testAxon({
    synapses: [
      {
        synapse,
        forward: (fields: object, { caller }) => {
          seen.push(caller.ss58)
          return fields
        },
      },
    ],
  })
  const request = signed({ synapse, fields: {} })
  const body = request.body.replaceAll(encodeSs58(alice.publicKey), encodeSs58(charlie.publicKey))
  expect((await send(request, { body })).status).toBe(200)
  expect(seen).toEqual([encodeSs58(alice.publicKey)])
})

test('row 19: wrong paths and methods, and GET as POST', async () => {
  const { signed, send } = testAxon()
  const at = async (path: string, method = 'POST') => {
    const response = await send(signed(), { path, method })
    return [response.status, response.headers.get('location') ?? (await message(response).catch(() => ''))]
  }
  const available = "Available synapses ['Synapse', 'EventPredictionSynapse']"
  expect(await at('/Unknown')).toEqual([404, `Synapse name 'Unknown' not found. ${available}`])
  expect(await at('/')).toEqual([404, `Synapse name '' not found. ${available}`])
  expect(await at('/docs')).toEqual([404, `Synapse name 'docs' not found. ${available}`])
  expect(await at('/%0d%0aSet-Cookie:x')).toEqual([404, `Synapse name '?' not found. ${available}`])
  expect(await at('/EventPredictionSynapse/extra')).toEqual([404, 'Not Found'])
  expect(await at('/EventPredictionSynapse/')).toEqual([307, '/EventPredictionSynapse'])
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']) {
    expect((await at('/EventPredictionSynapse', method))[0]).toBe(405)
  }
  // A web Request cannot have a body with GET: it gets as far as one without may.
  expect((await at('/EventPredictionSynapse', 'GET'))[0]).toBe(422)
  expect((await at('/__proto__'))[0]).toBe(404)
  expect((await at('/constructor'))[0]).toBe(404)
})

test('the ping always exists', async () => {
  const { ask } = testAxon()
  const synapse = defineSynapse({ name: 'Synapse', fields: z.looseObject({}) })
  expect((await ask({ synapse, fields: {} })).status).toBe(200)
})

test('a handler that fails is a 500 with an id, and its reason goes to the owner only', async () => {
  const cause = new Error('secret detail')
  const synapse = defineSynapse({ name: 'Broken', fields: z.looseObject({}) })
  for (const forward of [
    () => {
      throw cause
    },
    () => Promise.reject(cause),
  ]) {
    const { ask, events } = testAxon({ synapses: [{ synapse, forward }] })
    const response = await ask({ synapse, fields: {} })
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('{"message":"Internal Server Error #id-1"}')
    expect(events).toMatchObject([{ type: 'failed', status: 500, cause }])
  }
})

test('a handler that takes longer than the caller waits is a 408, and is told to stop', async () => {
  const synapse = defineSynapse({ name: 'Slow', fields: z.looseObject({}) })
  const { ask } = testAxon({
    synapses: [
      {
        synapse,
        forward: (_fields: object, { signal }) =>
          new Promise<object>((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason)),
          ),
      },
    ],
  })
  const response = await ask({ synapse, fields: {}, timeoutSeconds: 0.02 })
  expect([response.status, await message(response)]).toEqual([408, 'Response timeout after: 0.02s'])
})

test('a synapse’s own checks refuse verified callers', async () => {
  const synapse = defineSynapse({ name: 'Choosy', fields: z.looseObject({}) })
  const forward = (fields: object) => fields
  const blacklist = testAxon({ synapses: [{ synapse, forward, blacklist: async () => 'not today' }] })
  const refused = await blacklist.ask({ synapse, fields: {} })
  expect([refused.status, await message(refused)]).toEqual([403, 'Forbidden. Key is blacklisted: not today.'])
  const verify = testAxon({
    synapses: [
      {
        synapse,
        forward,
        verify: () => {
          throw new Error('with a secret')
        },
      },
    ],
  })
  const unverified = await verify.ask({ synapse, fields: {} })
  expect([unverified.status, await message(unverified)]).toEqual([
    401,
    'Not Verified with error: refused by this axon',
  ])
})

test('a body cannot pass for a refusal', async () => {
  const { ask } = testAxon()
  expect((await ask({ fields: { events: {}, refused: true, status: 500, message: 'x' } })).status).toBe(200)
})

test('btauth/1: signed over the raw body, for this receiver, fresh and once', async () => {
  const { axon, clock } = testAxon()
  const sender = encodeSs58(alice.publicKey)
  const path = '/EventPredictionSynapse?x=1'
  const body = JSON.stringify({ events: { 'ifgames-1': sampleEvent('1') } })
  function headers(nonceNs: bigint, receiver: string | null = bobSs58) {
    const payload = btauthPayload({
      method: 'POST',
      target: path,
      body: Buffer.from(body),
      nonceNs,
      sender,
      receiver,
    })
    const signature = alice.sign(Buffer.from(payload))
    return Object.fromEntries(encodeBtauthHeaders({ sender, nonceNs, signature, receiver }))
  }
  const status = async (sent: Record<string, string>, text = body) =>
    (await axon.app.request(path, { method: 'POST', headers: sent, body: text })).status
  const good = headers(clock.nowNs)
  expect(await status(good, `${body} `)).toBe(401)
  expect(await status(good)).toBe(200)
  expect(await status(good)).toBe(401)
  expect(await status(headers(clock.nowNs - 5n * SECOND))).toBe(200)
  expect(await status(headers(clock.nowNs - 11n * SECOND))).toBe(401)
  expect(await status(headers(clock.nowNs + 3n * SECOND))).toBe(401)
  expect(await status(headers(clock.nowNs + 1n, null))).toBe(401)
  expect(await status(headers(clock.nowNs + 1n, sender))).toBe(401)
  expect(await status({ ...headers(clock.nowNs + 1n), 'X-Bittensor-Nonce': 'x' })).toBe(400)
})

test('whatever the headers and the body, the answer is the client’s fault and the next request is answered', async () => {
  const { signed, send, isAlive } = testAxon({ rateLimitPerSecond: 0 })
  const template = signed()
  const names = [
    ...Object.keys(template.headers),
    'content-length',
    'content-encoding',
    'x-bittensor-signature',
  ]
  const header = fc.record({
    name: fc.constantFrom(...names),
    value: fc.string({ unit: fc.integer({ min: 32, max: 255 }).map((code) => String.fromCharCode(code)) }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(header, { maxLength: 4 }),
      fc.uint8Array({ maxLength: 300 }),
      async (changes, bytes) => {
        const headers = Object.fromEntries(changes.map(({ name, value }) => [name, value.trim()]))
        const { status } = await send(signed(), { headers, body: new Uint8Array(bytes) })
        expect(status).toBeGreaterThanOrEqual(400)
        expect(status).toBeLessThan(500)
      },
    ),
    { numRuns: 150 },
  )
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const body = JSON.stringify({ events: value })
      const { status } = await send(signed(), { body })
      expect([200, 400, 422]).toContain(status)
    }),
    { numRuns: 100 },
  )
  expect(await isAlive()).toBe(true)
})
