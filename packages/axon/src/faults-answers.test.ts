import { defineSynapse, encodeSs58 } from '@ig/protocol'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { alice, bobSs58, charlie, sampleEvent, testAxon } from './testing/test-axon.ts'

// The hostile inputs and faults that an axon must stand, by the rows of the list that this package is held to;
// those that need a socket are in serve.test.ts.

const message = async (response: Response) => ((await response.json()) as { message: string }).message

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
