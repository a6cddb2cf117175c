/** What a browser says of where a request comes from; programs leave most of it out. */
export interface RequestOrigin {
  readonly method: string
  readonly host: string | undefined
  readonly origin: string | undefined
  /** `Sec-Fetch-Site`, `Sec-Fetch-Mode`, `Sec-Fetch-Dest`. */
  readonly site: string | undefined
  readonly mode: string | undefined
  readonly destination: string | undefined
}

/**
 * Whether another site has a part in a request. Following a link from elsewhere is allowed; being read, framed or posted
 * to from there is not, and a form must say that it is ours.
 */
export function isForeign({ method, host, origin, site, mode, destination }: RequestOrigin): boolean {
  const isOurs = origin !== undefined && URL.parse(origin)?.host === host?.toLowerCase()
  if (method !== 'GET' && method !== 'HEAD') {
    return !(origin === undefined
      ? site === 'same-origin'
      : isOurs && (site ?? 'same-origin') === 'same-origin')
  }
  if (origin !== undefined && !isOurs) return true
  if (site === undefined || site === 'same-origin' || site === 'none') return false
  return !(mode === 'navigate' && destination === 'document')
}
