import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeSs58 } from '@ig/protocol'
import { expect, test } from 'vitest'
import { parseKeyfile } from './index.ts'

const folder = process.env.IG_VECTORS ?? join(import.meta.dirname, '../vectors')
const files = readdirSync(folder).filter((name) => /^wallet_w.*\.json$/.test(name))

interface WalletVectors {
  readonly keyfiles: readonly {
    label: string
    file_b64: string
    encrypted: boolean
    expected_json: { publicKey: string; ss58Address: string; privateKey?: string } | null
  }[]
  readonly negative: readonly { label: string; file_b64: string; is_encrypted: boolean }[]
  readonly parse_tolerance: readonly { label: string; json: unknown; ok: boolean; ss58?: string }[]
}

/** Where this reader means to differ from one of the SDKs. */
const DIFFERENT: Record<string, 'read' | 'refused'> = {
  // 4.x reads it as an ed25519 key, which is no Bittensor hotkey; 3.x refuses it.
  cryptoType_0: 'refused',
  // 3.x refuses a field that it does not know; 4.x reads past it.
  extra: 'read',
}

test('there are vectors', () => {
  expect(files).not.toEqual([])
})

for (const file of files) {
  const { keyfiles, negative, parse_tolerance } = JSON.parse(
    readFileSync(`${folder}/${file}`, 'utf8'),
  ) as WalletVectors

  test.each(keyfiles)(`${file}: file $label`, ({ file_b64, encrypted, expected_json }) => {
    const read = () => parseKeyfile(Buffer.from(file_b64, 'base64'), 'key')
    if (encrypted) expect(read).toThrow(expect.objectContaining({ code: 'E_WALLET_ENCRYPTED' }))
    else if (!expected_json?.privateKey)
      expect(read).toThrow(expect.objectContaining({ code: 'E_WALLET_NO_SECRET' }))
    else {
      expect(`0x${Buffer.from(read().publicKey).toString('hex')}`).toBe(expected_json.publicKey)
      expect(encodeSs58(read().publicKey)).toBe(expected_json.ss58Address)
    }
  })

  test.each(negative)(`${file}: bad file $label`, ({ file_b64, is_encrypted }) => {
    const code = is_encrypted ? 'E_WALLET_ENCRYPTED' : 'E_WALLET_MALFORMED'
    expect(() => parseKeyfile(Buffer.from(file_b64, 'base64'), 'key')).toThrow(
      expect.objectContaining({ code }),
    )
  })

  test.each(parse_tolerance)(`${file}: tolerance $label`, ({ label, json, ok, ss58 }) => {
    const read = () => parseKeyfile(Buffer.from(JSON.stringify(json)), 'key')
    const isRead = DIFFERENT[label] ? DIFFERENT[label] === 'read' : ok
    if (!isRead) expect(read).toThrow(expect.objectContaining({ code: expect.stringMatching(/^E_WALLET_/) }))
    else if (ss58) expect(encodeSs58(read().publicKey)).toBe(ss58)
    else expect(read().publicKey).toHaveLength(32)
  })
}
