import { readFileSync } from 'node:fs'
import { fingerprint } from '../output/redact.ts'

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
