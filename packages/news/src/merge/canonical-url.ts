const TRACKING =
  /^(?:utm_.*|gclid|gclsrc|dclid|fbclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|cmpid|ocid|smid|ftag|guccounter|guce_.*|ref_src|soc_src|soc_trk|amp|outputtype)$/i
const HOST_PREFIX = /^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.]+)/
const MAX_LENGTH = 2_048

/**
 * The address of an article without what differs between its copies: scheme, `www.` and the like, tracking, fragment,
 * order of parameters, a slash at the end. Null for what is no http or https address. Made for comparing, not for
 * fetching.
 */
export function canonicalUrl(address: string): string | null {
  if (address.length > MAX_LENGTH || !URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  const host = url.hostname.replace(/\.$/, '').replace(HOST_PREFIX, '')
  const port = url.port === '' ? '' : `:${url.port}`
  const path = withoutAmp(url.pathname)
  const kept = [...url.searchParams].filter(([name]) => !TRACKING.test(name))
  const query = new URLSearchParams(kept)
  query.sort()
  const search = query.size === 0 ? '' : `?${query}`
  return `https://${host}${port}${path}${search}`
}

/** `/amp/story`, `/story/amp`, `/story.amp.html` and `/story/` are `/story`. */
function withoutAmp(pathname: string): string {
  const parts = pathname.split('/').filter(Boolean)
  if (parts.length > 1 && parts[0] === 'amp') parts.shift()
  if (parts.length > 1 && parts.at(-1) === 'amp') parts.pop()
  const path = parts.join('/').replace(/\.amp(?=\.html?$|$)/, '')
  return path === '' ? '/' : `/${path}`
}
