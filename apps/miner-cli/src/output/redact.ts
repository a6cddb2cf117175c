import { createHash } from 'node:crypto'
import { maskMnemonics } from './mask-mnemonics.ts'

const MASK = '********'

/** A shape of a secret, and small letters of which some stand wherever it does: to look for them costs next to nothing. */
interface Shape {
  readonly hints: readonly string[]
  readonly shape: RegExp
  readonly replacement: string
}

/** What may stand in a text of unknown origin: keys in addresses, authorisation, keys of vendors. */
const shapes: readonly Shape[] = [
  {
    hints: ['key', 'token', 'secret', 'mnemonic', 'password'],
    // Numbers, booleans and null of JSON stay, since a mask in their place would be no JSON.
    shape:
      /((?:api[_-]?key|access[_-]?key|access[_-]?token|token|secret|secret[_-]?seed|secret[_-]?phrase|private[_-]?key|mnemonic|password)\\?["']?\s*[=:]\s*\\?["']?)(?!(?:null|true|false|-?[\d.]+)[,}\]])[^\s"'&,;}\\]{4,}/gi,
    replacement: `$1${MASK}`,
  },
  {
    hints: ['key=', 'auth=', 'sig=', 'signature='],
    shape: /([?&](?:key|apikey|auth|sig|signature)=)[^\s"'&#\\]{4,}/gi,
    replacement: `$1${MASK}`,
  },
  {
    hints: ['authorization'],
    shape: /(authorization\\?["']?\s*[=:]\s*\\?["']?(?:bearer |basic )?)[^\s"',;}\\]{4,}/gi,
    replacement: `$1${MASK}`,
  },
  { hints: ['bearer '], shape: /\b(bearer )[\w.~+/=-]{8,}/gi, replacement: `$1${MASK}` },
  { hints: ['sk-'], shape: /\bsk-[\w-]{8,}/g, replacement: MASK },
  { hints: ['@'], shape: /(:\/\/[^\s/:@"]*:)[^\s/@"]+@/g, replacement: `$1${MASK}@` },
  {
    hints: ['hooks.slack.com'],
    shape: /(hooks\.slack\.com\/(?:services|workflows)\/)[\w/-]{4,}/gi,
    replacement: `$1${MASK}`,
  },
  {
    hints: ['/api/webhooks/'],
    shape: /(discord(?:app)?\.com\/api\/webhooks\/)[\w/-]{4,}/gi,
    replacement: `$1${MASK}`,
  },
]

/** As long as a seed in hex, or a secret key; what an address escapes may stand before it. */
const HEX = /(?:(?<![0-9a-f])|(?<=%[0-9a-f]{2}))(?:[0-9a-f]{128}|[0-9a-f]{64})(?![0-9a-f])/gi

/** What masks the secrets of a command line, as plain data for another thread. */
export interface KnownSecrets {
  readonly secrets: readonly string[]
  readonly fingerprints: readonly string[]
}

/** By what a secret is known again that is not to be kept: its hex digits, in small letters, hashed. */
export function fingerprint(hex: string): string {
  return createHash('sha256').update(hex.toLowerCase()).digest('base64')
}

/**
 * Makes a function that masks the given secrets wherever they stand, keys of 32 or 64 bytes with these fingerprints, and
 * whatever has the shape of a secret. Secrets shorter than four characters are left, since they would mask ordinary
 * text.
 */
export function createRedactor(
  secrets: readonly string[],
  fingerprints: ReadonlySet<string> = new Set(),
): (text: string) => string {
  const known = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      inHtml(secret),
    ])
  // The longest first: of one that holds another nothing may stay.
  const ordered = [...new Set(known)].toSorted((a, b) => b.length - a.length)
  return (text) => {
    let redacted = text
    for (const secret of ordered) redacted = redacted.replaceAll(secret, MASK)
    const small = redacted.toLowerCase()
    for (const { hints, shape, replacement } of shapes) {
      if (hints.some((hint) => small.includes(hint))) redacted = redacted.replaceAll(shape, replacement)
    }
    if (fingerprints.size > 0)
      redacted = redacted.replaceAll(HEX, (hex) => (fingerprints.has(fingerprint(hex)) ? MASK : hex))
    return maskMnemonics(redacted)
  }
}

function inHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
