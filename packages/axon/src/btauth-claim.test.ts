import { btauthPayload, encodeBtauthHeaders, encodeSs58 } from '@ig/protocol'
import { expect, test } from 'vitest'
import { alice, bobSs58, sampleEvent, testAxon } from './testing/test-axon.ts'

const SECOND = 1_000_000_000n

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
