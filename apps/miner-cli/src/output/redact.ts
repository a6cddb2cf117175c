/** Shapes of secrets that may stand in a text of unknown origin: keys in addresses, authorisation, OpenAI keys. */
const shapes: readonly [RegExp, string][] = [
  // Numbers, booleans and null of JSON stay, since a mask in their place would be no JSON.
  [
    /((?:api[_-]?key|access[_-]?token|token|secret|password)["']?\s*[=:]\s*["']?)(?!(?:null|true|false|-?[\d.]+)[,}\]])[^\s"'&,;}\\]{4,}/gi,
    '$1********',
  ],
  [/(authorization["']?\s*[=:]\s*["']?(?:bearer |basic )?)[^\s"',;}\\]{4,}/gi, '$1********'],
  [/\b(bearer )[\w.~+/=-]{8,}/gi, '$1********'],
  [/\bsk-[\w-]{8,}/g, '********'],
  [/(:\/\/[^\s/:@"]*:)[^\s/@"]+@/g, '$1********@'],
]

/**
 * Makes a function that masks the given secrets wherever they stand, and whatever has the shape of one.
 * Secrets shorter than four characters are left, since they would mask ordinary text.
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
  return (text) => {
    let redacted = text
    for (const secret of known) redacted = redacted.replaceAll(secret, '********')
    for (const [shape, replacement] of shapes) redacted = redacted.replaceAll(shape, replacement)
    return redacted
  }
}
