import { hex } from '@scure/base'
import { describe, expect, test } from 'vitest'
import { goldenVectors } from '../golden-vectors.ts'
import { decodeSs58, encodeSs58 } from './ss58.ts'

interface WalletVectors {
  ss58: { address: string; ok: boolean; public_key?: string; reencoded?: string }[]
  mnemonics: { ss58: string; public_key: string }[]
}

describe.each(goldenVectors<WalletVectors>(/^wallet_w.*\.json$/))('$file', ({ vectors }) => {
  test.each(vectors.ss58)('$address: valid $ok', ({ address, ok, public_key, reencoded }) => {
    if (!ok) {
      expect(() => decodeSs58(address)).toThrow(expect.objectContaining({ code: 'E_SS58' }))
      return
    }
    const { publicKey, prefix } = decodeSs58(address)
    expect(`0x${hex.encode(publicKey)}`).toBe(public_key)
    expect(encodeSs58(publicKey, prefix)).toBe(reencoded)
  })

  test.each(vectors.mnemonics)('$ss58', ({ ss58, public_key }) => {
    expect(encodeSs58(hex.decode(public_key.slice(2)))).toBe(ss58)
  })
})
