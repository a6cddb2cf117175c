import { createPublicKey, verify as verifyEd25519 } from 'node:crypto'
import { IgError } from '@ig/errors'
import { verify as verifySr25519 } from '@ig/sr25519'
import { base64urlnopad, hex } from '@scure/base'
import { describe, expect, test } from 'vitest'
import { goldenVectors } from '../golden-vectors.ts'
import { encodeBtauthHeaders, parseBtauthHeaders } from './btauth-headers.ts'
import { type BtauthScheme, btauthPayload } from './btauth-payload.ts'
import { judgeBtauth } from './judge-btauth.ts'
import { isBtauthRequest, isClassicRequest } from './request-generation.ts'

interface Verdict {
  ok: boolean
  error?: string
  code?: string
}
interface BtauthVectors {
  sign: {
    scheme: BtauthScheme
    method: string
    target: string
    body_hex: string
    nonce_ns: string
    sender: string
    sender_public_key: string
    receiver: string | null
    payload_utf8: string
    headers: Record<string, string>
  }[]
  verify: {
    label: string
    headers: [string, string][]
    body_hex: string
    method: string
    target: string
    self_hotkey: string
    now_ns: string
    sdk?: Verdict
    taowire?: Verdict
  }[]
}

describe.each(goldenVectors<BtauthVectors>(/^btauth1.*\.json$/))('$file', ({ vectors }) => {
  test.each(vectors.sign)('signing $scheme $method $target $nonce_ns', (vector) => {
    const { scheme, method, target, sender, receiver } = vector
    const nonceNs = BigInt(vector.nonce_ns)
    const body = hex.decode(vector.body_hex)
    const payload = btauthPayload({ scheme, method, target, body, nonceNs, sender, receiver })
    expect(payload).toBe(vector.payload_utf8)

    const parsed = parseBtauthHeaders(getter(Object.entries(vector.headers)))
    expect(parsed).toMatchObject({ scheme, sender, nonceNs, receiver })
    expect(`0x${hex.encode(parsed.senderPublicKey)}`).toBe(vector.sender_public_key)
    expect(Object.fromEntries(encodeBtauthHeaders(parsed))).toEqual(vector.headers)
    expect(holds(parsed, payload)).toBe(true)
  })

  const single = vectors.verify.filter(({ sdk, taowire }) => sdk && taowire)

  test('there are verdicts', () => expect(single).not.toEqual([]))

  test.each(single)('verifying $label', ({ sdk, taowire, ...request }) => {
    const verdict = verifyRequest(request)
    // Where the two peers differ, the stricter is right.
    expect(verdict).toBe(taowire?.ok ? 'ok' : KINDS[taowire?.code ?? ''])
    if (verdict === 'ok') expect(sdk?.ok).toBe(true)
    expect(isClassicRequest(getter(request.headers))).toBe(false)
    expect(isBtauthRequest(getter(request.headers))).toBe(request.label !== 'missing_X-Bittensor-Signature')
  })
})

const KINDS: Record<string, string> = {
  'tw.auth_malformed': 'E_BTAUTH_MALFORMED',
  'tw.auth_wrong_receiver': 'E_BTAUTH_RECEIVER',
  'tw.auth_stale': 'E_BTAUTH_STALE',
  'tw.auth_bad_signature': 'bad signature',
}

function verifyRequest(request: Omit<BtauthVectors['verify'][number], 'sdk' | 'taowire'>): string {
  try {
    const headers = parseBtauthHeaders(getter(request.headers))
    const verdict = judgeBtauth({ headers, selfHotkey: request.self_hotkey, nowNs: BigInt(request.now_ns) })
    if (!verdict.ok) return verdict.code
    const { method, target } = request
    const payload = btauthPayload({ ...headers, method, target, body: hex.decode(request.body_hex) })
    return holds(headers, payload) ? 'ok' : 'bad signature'
  } catch (error) {
    if (IgError.isInstance(error)) return error.code
    throw error
  }
}

function holds(
  { scheme, signature, senderPublicKey }: ReturnType<typeof parseBtauthHeaders>,
  payload: string,
): boolean {
  const message = new TextEncoder().encode(payload)
  if (scheme === 'sr25519') return verifySr25519(message, signature, senderPublicKey)
  const key = { kty: 'OKP', crv: 'Ed25519', x: base64urlnopad.encode(senderPublicKey) }
  return verifyEd25519(null, message, createPublicKey({ key, format: 'jwk' }), signature)
}

/** Repeated headers come joined, as Node gives them. */
function getter(headers: readonly (readonly [string, string])[]) {
  const byName = new Map<string, string>()
  for (const [name, value] of headers) {
    const before = byName.get(name.toLowerCase())
    byName.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`)
  }
  return (name: string) => byName.get(name)
}
