/** Milliseconds to wait by a Retry-After header, seconds or an HTTP date (RFC 9110, 10.2.3); null for none or nonsense. */
export function parseRetryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null
  const text = header.trim()
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  // Every HTTP date names a day of the week; Date.parse alone would take "-5" for a year.
  const atMs = text.length < 40 && /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}
