import type { DomDocument } from './dom.ts'

const PUBLISHED = [
  'meta[property="article:published_time"]',
  '[itemprop="datePublished"]',
  'meta[name="parsely-pub-date"]',
  'meta[name="pubdate"]',
  'meta[name="publish-date"]',
  'meta[name="DC.date.issued"]',
]
const UPDATED = [
  'meta[property="article:modified_time"]',
  'meta[property="og:updated_time"]',
  '[itemprop="dateModified"]',
  'time.updated',
  'meta[name="last-modified"]',
  'meta[name="lastmod"]',
  'meta[name="DC.date.modified"]',
]
const MAX_JSON_LENGTH = 200_000
const MAX_DATES = 8
const PAGE_TYPES = /(?:Article|Posting|Report|WebPage)$/

/** The dates that a page gives of itself, as it spells them. */
export interface PageDates {
  readonly published: readonly string[]
  readonly updated: readonly string[]
}

/** The dates in a page's metadata: meta elements and the JSON-LD of the page itself, not of what it links to. */
export function readPageDates(document: DomDocument): PageDates {
  const things = linkedData(document)
  const contents = (selectors: readonly string[]) =>
    selectors.map((selector) => {
      const element = document.querySelector(selector)
      return element?.getAttribute('content') ?? element?.getAttribute('datetime') ?? ''
    })
  const fields = (name: string) =>
    things.map((thing) => thing[name]).filter((value): value is string => typeof value === 'string')
  const tidy = (dates: string[]) =>
    [...new Set(dates.map((date) => date.trim()).filter(Boolean))].slice(0, MAX_DATES)
  return {
    published: tidy([...contents(PUBLISHED), ...fields('datePublished')]),
    updated: tidy([...contents(UPDATED), ...fields('dateModified')]),
  }
}

function linkedData(document: DomDocument): Record<string, unknown>[] {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')].slice(0, 10)
  return scripts.flatMap((script) => {
    const text = script.textContent ?? ''
    if (text.length > MAX_JSON_LENGTH) return []
    try {
      return topLevel(JSON.parse(text)).filter(isPage)
    } catch {
      // Broken JSON-LD is common, and says nothing.
      return []
    }
  })
}

function topLevel(value: unknown): Record<string, unknown>[] {
  const things = Array.isArray(value) ? value : [value]
  return things.filter(isObject).flatMap((thing) => {
    const graph = thing['@graph']
    return Array.isArray(graph) ? [thing, ...graph.filter(isObject)] : [thing]
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPage(thing: Record<string, unknown>): boolean {
  const types = [thing['@type']].flat()
  return types.some((type) => typeof type === 'string' && PAGE_TYPES.test(type.slice(0, 100)))
}
