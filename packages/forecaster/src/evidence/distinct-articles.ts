interface Article {
  readonly url: string
  readonly title: string
}

/** Each article once, by its address without tracking and by its headline; the first one of several stays. */
export function distinctArticles<T extends Article>(articles: readonly T[]): T[] {
  const seen = new Set<string>()
  return articles.filter((article) => {
    const keys = [`url ${plainAddress(article.url)}`, `title ${plainTitle(article.title)}`]
    if (keys.some((key) => seen.has(key))) return false
    for (const key of keys) if (key !== 'title ') seen.add(key)
    return true
  })
}

const TRACKING = /^(utm_|fbclid$|gclid$|mc_|ref$)/

function plainAddress(address: string): string {
  const url = URL.parse(address)
  if (url === null) return address
  const tracked = [...url.searchParams.keys()].filter((name) => TRACKING.test(name))
  for (const name of tracked) url.searchParams.delete(name)
  return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/$/, '')}${url.search}`
}

function plainTitle(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
