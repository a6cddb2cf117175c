/**
 * An endpoint as it may be shown: scheme and host. What providers hide a key in (user, path, query) is left out, as the
 * chain client does.
 */
export function shownEndpoint(endpoint: string): string {
  if (!URL.canParse(endpoint)) return '…'
  const { protocol, host } = new URL(endpoint)
  return `${protocol}//${host}${isPublicEndpoint(endpoint) ? '' : '/…'}`
}

/** True where an endpoint is scheme and host alone, so that nothing of it can be a key. */
export function isPublicEndpoint(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false
  const { username, password, pathname, search, hash } = new URL(endpoint)
  return username + password + search + hash === '' && (pathname === '/' || pathname === '')
}
