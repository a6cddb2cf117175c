import {
  btauthPayload,
  defineSynapse,
  judgeBtauth,
  PingSynapse,
  parseBtauthHeaders,
  parseJson,
  parseRequestHeaders,
  signedText,
} from '@ig/protocol'
import { keypairFromUri, verify } from '@ig/sr25519'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type SignedRequest, signBtauth, signClassic } from './dendrite-request.ts'

const keypair = keypairFromUri('//Alice')
const alice = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const bob = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const identity = { keypair, externalIp: '203.0.113.7', uuid: '73ff835e-e67b-11f1-b5b6-02fc00000001' }
const Completion = defineSynapse({
  name: 'Completion',
  fields: z.object({ prompt: z.string(), completion: z.string().default('') }),
  requiredHashFields: ['prompt'],
})
const question = {
  target: { ip: '127.0.0.1', port: 8091, hotkey: bob },
  synapse: Completion,
  fields: { prompt: 'hé', completion: '' },
  timeoutSeconds: 12,
  nonceNs: 1795355332669036178n,
}

test('a classic request has the headers of the SDK in their order', () => {
  const request = signClassic(identity, question)
  expect(request.path).toBe('/Completion')
  expect(request.headers.map(([name]) => name)).toEqual([
    'Host',
    'name',
    'timeout',
    'bt_header_axon_ip',
    'bt_header_axon_port',
    'bt_header_axon_hotkey',
    'bt_header_dendrite_ip',
    'bt_header_dendrite_version',
    'bt_header_dendrite_nonce',
    'bt_header_dendrite_uuid',
    'bt_header_dendrite_hotkey',
    'bt_header_dendrite_signature',
    'bt_header_input_obj_prompt',
    'header_size',
    'total_size',
    'computed_body_hash',
    'Accept',
    'Accept-Encoding',
    'User-Agent',
    'Content-Length',
    'Content-Type',
  ])
  expect(headerOf(request)('content-length')).toBe(String(Buffer.byteLength(request.body)))
  expect(parseJson(request.body)).toMatchObject({ name: 'Completion', prompt: 'hé' })
})

test('a classic signature covers nonce, both hotkeys, uuid and the hash of the body', () => {
  const { dendrite, axon, bodyHash } = parseRequestHeaders(headerOf(signClassic(identity, question)))
  expect(axon.hotkey).toBe(bob)
  expect(dendrite).toMatchObject({ hotkey: alice, nonceNs: question.nonceNs, uuid: identity.uuid })
  expect(bodyHash).toBe(Completion.bodyHash(question.fields))
  const text = signedText({
    nonceNs: question.nonceNs,
    dendriteHotkey: alice,
    axonHotkey: bob,
    uuid: identity.uuid,
    bodyHash: bodyHash ?? '',
  })
  const signature = Buffer.from(dendrite.signature?.slice(2) ?? '', 'hex')
  expect(verify(Buffer.from(text), signature, keypair.publicKey)).toBe(true)
})

test('a btauth/1 request is bound to its receiver and its body', () => {
  const request = signBtauth(identity, question)
  const headers = parseBtauthHeaders(headerOf(request))
  expect(judgeBtauth({ headers, selfHotkey: bob, nowNs: question.nonceNs + 1n })).toEqual({ ok: true })
  expect(judgeBtauth({ headers, selfHotkey: alice, nowNs: question.nonceNs + 1n })).toMatchObject({
    ok: false,
  })
  const { nonceNs, receiver } = headers
  const signed = { method: 'POST', target: request.path, nonceNs, receiver, sender: alice }
  const payload = btauthPayload({ ...signed, body: Buffer.from(request.body) })
  expect(verify(Buffer.from(payload), headers.signature, keypair.publicKey)).toBe(true)
  expect(headerOf(request)('timeout')).toBe('12.0')
})

test('an IPv6 address stands in brackets in the host', () => {
  const target = { ip: '::1', port: 8091, hotkey: bob }
  const request = signClassic(identity, { ...question, target, synapse: PingSynapse, fields: {} })
  expect(headerOf(request)('host')).toBe('[::1]:8091')
})

function headerOf(request: SignedRequest) {
  const headers = new Map(request.headers.map(([name, value]) => [name.toLowerCase(), value]))
  return (name: string) => headers.get(name)
}
