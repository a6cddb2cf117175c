import { IgError } from '@ig/errors'

/**
 * The address of an interface below a base URL. What the base already ends with is not repeated:
 * `https://host/v1` and `/v1/search` give `https://host/v1/search`.
 *
 * @throws IgError `E_NEWS_BASE_URL`
 */
export function endpoint(
  baseUrl: string,
  path: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  let url: URL
  try {
    url = new URL(baseUrl)
  } catch {
    throw badBase()
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw badBase()
  const base = url.pathname.split('/').filter(Boolean)
  const wanted = path.split('/').filter(Boolean)
  let shared = Math.min(base.length, wanted.length)
  while (shared > 0 && base.slice(-shared).join('/') !== wanted.slice(0, shared).join('/')) shared -= 1
  url.pathname = [...base, ...wanted.slice(shared)].join('/')
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  return url.href
}

function badBase(): IgError {
  return new IgError({
    code: 'E_NEWS_BASE_URL',
    // Not quoted: people put keys into addresses.
    message: "A news provider's base URL is not an http or https address.",
  })
}
