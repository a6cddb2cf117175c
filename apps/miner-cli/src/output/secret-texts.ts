/** A part of a longer value that is as long as a key. */
const KEY_LENGTH = 16

/**
 * The texts by which the value of a secret setting gives itself away: the value itself, and what in an address or in
 * `name=value, name=value` is as long as a key.
 */
export function secretTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(secretTexts)
  if (typeof value !== 'string') return []
  if (/^https?:/i.test(value) && URL.canParse(value)) return [value, ...keysInAddress(new URL(value))]
  const parts = [...value.matchAll(/=([^,]+)/g)].flatMap(([, part = '']) => [
    part.trim(),
    ...part.split(/\s+/),
  ])
  return [value, ...parts.filter(isKey)]
}

function keysInAddress({ href, pathname, searchParams }: URL): string[] {
  return [href, ...[...pathname.split('/'), ...searchParams.values()].filter(isKey)]
}

function isKey(part: string): boolean {
  return part.length >= KEY_LENGTH
}
