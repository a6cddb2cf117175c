import { readFileSync } from 'node:fs'
import { createHotkey } from '@ig/wallet'
import { expect, test } from 'vitest'
import { createRedactor } from '../output/redact.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { keyFingerprints } from './key-fingerprints.ts'

test('the secrets of a key file are masked in whatever is printed, its public key is not', () => {
  const { file, ss58 } = createHotkey({ path: temporaryFolder(), name: 'w', hotkey: 'h' })
  const text = readFileSync(file, 'utf8')
  const masked = createRedactor([], new Set(keyFingerprints(file)))(text.replaceAll('"secret', '"x'))
  const { secretSeed, privateKey, secretPhrase, publicKey } = JSON.parse(text) as Record<string, string>
  for (const secret of [secretSeed, privateKey, secretPhrase]) {
    expect(secret?.length).toBeGreaterThan(20)
    expect(masked).not.toContain(secret?.replace('0x', ''))
  }
  expect(masked).toContain(publicKey)
  expect(masked).toContain(ss58)
})
