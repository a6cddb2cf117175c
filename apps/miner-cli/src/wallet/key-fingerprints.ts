import { readFileSync } from 'node:fs'
import { hotkeyPaths } from '@ig/wallet'
import { fingerprint } from '../output/redact.ts'
import type { Settings } from '../settings/settings-table.ts'

/** A seed or a secret key of a key file that is not encrypted. */
const HEX = /(?<![0-9a-fA-F])(?:[0-9a-fA-F]{128}|[0-9a-fA-F]{64})(?![0-9a-fA-F])/g
const PUBLIC_VALUE = /"(?:publicKey|accountId)"\s*:\s*"(?:0x)?([0-9a-fA-F]+)"/g

/**
 * By what the secrets in a plain key file are known again, so that no output shows them and nothing keeps them. Public
 * keys may be shown; an encrypted file has nothing to be known by.
 */
export function keyFingerprints(file: string): string[] {
  const content = readFileSync(file)
  const text = content.toString('latin1')
  content.fill(0)
  const open = [...text.matchAll(PUBLIC_VALUE)].map(([, hex = '']) => fingerprint(hex))
  return [...text.matchAll(HEX)].map(([hex]) => fingerprint(hex)).filter((print) => !open.includes(print))
}

/** Those of the hotkey of the settings, for a command that prints what was once written; none where it cannot be read. */
export function hotkeyFingerprints(settings: Settings): string[] {
  const { 'wallet.path': path, 'wallet.name': name, 'wallet.hotkey': hotkey } = settings
  try {
    return keyFingerprints(hotkeyPaths({ path, name, hotkey }).secretFile)
  } catch {
    // Without the key there is nothing to be known again.
    return []
  }
}
