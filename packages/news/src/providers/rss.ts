import { XMLParser } from 'fast-xml-parser'
import { decodeEntities } from '../article/decode-entities.ts'
import { unreadable } from './read-answer.ts'

/** One item of an RSS feed, as text; empty where it is missing. */
export interface RssItem {
  readonly title: string
  readonly link: string
  readonly pubDate: string
  /** The time of the last change, where the feed names one by any of the usual elements. */
  readonly updated: string
  readonly description: string
  readonly source: string
  readonly sourceUrl: string
}

const MAX_ITEMS = 1_000
const MAX_FIELD_LENGTH = 20_000
/** Atom, Dublin Core and a10 spell it so, once the prefix is gone. */
const UPDATED = ['updated', 'modified', 'lastModified', 'dateModified', 'updateDate']

const parser = new XMLParser({
  // A document type is refused before this parser: nothing but the five entities of XML is ever expanded.
  processEntities: false,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => name === 'item',
})

/**
 * The items of an RSS 2.0 feed. No entity of the document's own is ever expanded.
 *
 * @throws IgError `E_NEWS_ANSWER` for what is no feed, a document with a document type among them
 */
export function parseRss(provider: string, xml: string): RssItem[] {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw unreadable(provider, 'a document type in a feed')
  let document: unknown
  try {
    document = parser.parse(xml)
  } catch {
    throw unreadable(provider, 'not XML')
  }
  const channel = child(child(document, 'rss'), 'channel')
  if (channel === undefined) throw unreadable(provider, 'no RSS channel')
  const items = child(channel, 'item')
  return Array.isArray(items) ? items.slice(0, MAX_ITEMS).map(readItem) : []
}

function readItem(item: unknown): RssItem {
  const source = child(item, 'source')
  const updated = UPDATED.map((name) => textOf(child(item, name))).find((text) => text !== '')
  return {
    title: textOf(child(item, 'title')),
    link: textOf(child(item, 'link')),
    pubDate: textOf(child(item, 'pubDate')),
    updated: updated ?? '',
    description: textOf(child(item, 'description')),
    source: textOf(source),
    sourceUrl: textOf(child(source, '@url')),
  }
}

function child(node: unknown, name: string): unknown {
  return typeof node === 'object' && node !== null && Object.hasOwn(node, name)
    ? (node as Record<string, unknown>)[name]
    : undefined
}

/** An element without attributes is its text; of one that is there twice, the first counts. */
function textOf(node: unknown): string {
  const first = Array.isArray(node) ? node[0] : node
  const text = typeof first === 'string' ? first : child(first, '#text')
  return typeof text === 'string' ? decodeEntities(text.slice(0, MAX_FIELD_LENGTH)).trim() : ''
}
