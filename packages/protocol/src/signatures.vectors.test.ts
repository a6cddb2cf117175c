import { verify } from '@ig/sr25519'
import { hex } from '@scure/base'
import { describe, expect, test } from 'vitest'
import { goldenVectors } from '../golden-vectors.ts'
import { signedText } from './signed-text.ts'
import { decodeSs58 } from './ss58.ts'

interface SignatureVectors {
  vectors: { kind: string; message: string; ss58: string; signature: string; sdk_verify: boolean | string }[]
}

const SIGNED = /^(\d+)\.(\w+)\.(\w+)\.([\w-]+)\.(\w+)$/

describe.each(goldenVectors<SignatureVectors>(/^signatures.*\.json$/))('$file', ({ vectors }) => {
  const requests = vectors.vectors.filter(({ kind, message }) => kind === 'valid' && SIGNED.test(message))

  test('there are signed requests among them', () => {
    expect(requests.length).toBeGreaterThan(0)
  })

  test.each(requests)('$message', ({ message, ss58, signature }) => {
    const [, nonce = '', dendriteHotkey = '', axonHotkey = '', uuid = '', bodyHash = ''] =
      SIGNED.exec(message) ?? []
    const text = signedText({ nonceNs: BigInt(nonce), dendriteHotkey, axonHotkey, uuid, bodyHash })
    expect(dendriteHotkey).toBe(ss58)
    expect(
      verify(new TextEncoder().encode(text), hex.decode(signature.slice(2)), decodeSs58(ss58).publicKey),
    ).toBe(true)
  })
})
