/** A base URL as far as it tells servers apart: keys may stand in its user part and in its query. */
export function withoutCredentials(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl)
  return origin + pathname.replace(/\/+$/, '')
}
