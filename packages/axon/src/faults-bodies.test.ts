import { defineSynapse } from '@ig/protocol'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { sampleEvent, testAxon } from './testing/test-axon.ts'

// The hostile inputs and faults that an axon must stand, by the rows of the list that this package is held to;
// those that need a socket are in serve.test.ts.

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
  await expect.poll(() => held).toHaveLength(1)
  held[0]?.enqueue(new Uint8Array(9_500).fill(32))
  await expect.poll(() => axon.stats().bodyBytes).toBe(9_500)
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

test('large answers that nobody reads yet are bounded together, and small ones go on', async () => {
  const { axon, signed, send } = testAxon({ limits: { inlineBodyBytes: 2_000, largeAnswersBytes: 5_000 } })
  const large = () => signed({ fields: { events: { a: sampleEvent('a', { note: 'x'.repeat(3_000) }) } } })
  const unread = await send(large())
  expect(unread.status).toBe(200)
  await unread.text()
  const endless = await send(
    signed({ fields: { events: { a: sampleEvent('a', { note: 'x'.repeat(6_000) }) } } }),
  )
  expect(endless.status).toBe(503)
  expect((await send(large())).status).toBe(200)
  expect((await send(signed())).status).toBe(200)
  await axon.close()
})
