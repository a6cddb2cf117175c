import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { withoutBoilerplate } from './boilerplate.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import type { DomDocument, DomElement, DomNode } from './dom.ts'
import { hiddenSelectors, isHidingStyle, SILENT, UNSEEN } from './hidden-parts.ts'
import { isHostileText } from './hostile-text.ts'
import { detectLanguage } from './language.ts'
import { readPageDates } from './page-dates.ts'

/** What a page says. */
export interface ExtractedPage {
  readonly title: string
  /** Paragraphs, one a line. */
  readonly text: string
  /** ISO 639-1. */
  readonly language: string | null
  /** True where it speaks to models, be it where readers do not see it. */
  readonly isHostile: boolean
  /** Dates of publication and of changes in its metadata, as it spells them. */
  readonly published: readonly string[]
  readonly updated: readonly string[]
}

const MAX_TEXT_LENGTH = 20_000
const MIN_ARTICLE_LENGTH = 200
const NOTHING: ExtractedPage = {
  title: '',
  text: '',
  language: null,
  isHostile: false,
  published: [],
  updated: [],
}
const MAX_DEPTH = 100
const MAX_ELEMENTS = 30_000
/** Opening and closing ones, counted before the parser sees them. */
const MAX_TAGS = 80_000
const AROUND = 'nav,aside,footer,form,header,[role="navigation"],[role="complementary"],[role="banner"]'
const BLOCKS = new Set(
  'ADDRESS ARTICLE BLOCKQUOTE BR DD DIV DL DT FIGCAPTION FIGURE H1 H2 H3 H4 H5 H6 HR LI MAIN OL P PRE SECTION TABLE TD TH TR UL'.split(
    ' ',
  ),
)

/**
 * The article of a page as plain text: what is hidden from readers and what stands around it gone. To be run in a
 * thread with limits: a hostile page may take any time and memory. Throws `RangeError` for a page that no newspaper makes.
 */
export function extractPage(html: string): ExtractedPage {
  if (countTags(html) > MAX_TAGS) throw new RangeError('a page of too many tags')
  const { document } = parseHTML(html) as unknown as { document: DomDocument }
  if (document.documentElement === null) return NOTHING
  if (!isOrdinary(document)) throw new RangeError('a page of too many elements, or too deep')
  const dates = readPageDates(document)
  const lang = document.documentElement.getAttribute('lang') ?? ''
  const title =
    document.querySelector('meta[property="og:title"]')?.getAttribute('content') ?? document.title ?? ''
  const unseen = removeHidden(document)
  if (document.documentElement === null) return { ...NOTHING, ...dates }
  const article = readabilityText(document)
  const whole = article.length < MIN_ARTICLE_LENGTH ? bodyText(document) : article
  const text = cleanText(withoutBoilerplate(cleanText(whole, 200_000)), MAX_TEXT_LENGTH)
  const headline = cleanLine(title, 500)
  return {
    title: headline,
    text,
    isHostile: [headline, text, unseen].some(isHostileText),
    language:
      detectLanguage(text) ?? (/^[a-z]{2}(?:-|_|$)/i.test(lang) ? lang.slice(0, 2).toLowerCase() : null),
    ...dates,
  }
}

/** Takes out what readers do not see, and gives its text. */
function removeHidden(document: DomDocument): string {
  const css = [...document.querySelectorAll('style')].map((style) => style.textContent ?? '').join('\n')
  const unseen = [commentsIn(document)]
  const take = (element: DomElement) => {
    unseen.push(element.textContent ?? '')
    element.remove()
  }
  for (const element of document.querySelectorAll(SILENT)) element.remove()
  for (const selector of [UNSEEN, ...hiddenSelectors(css)]) {
    for (const element of document.querySelectorAll(selector)) take(element)
  }
  for (const element of document.querySelectorAll('[style]')) {
    if (isHidingStyle(element.getAttribute('style') ?? '')) take(element)
  }
  return cleanText(unseen.join('\n').slice(0, 200_000), 50_000)
}

function commentsIn(root: DomNode): string {
  const comments: string[] = []
  const stack = [root]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.nodeType === 8) comments.push(node.nodeValue ?? '')
    for (let child = node.lastChild; child; child = child.previousSibling) stack.push(child)
  }
  return comments.join('\n')
}

/** Readability's article; changes the document. */
function readabilityText(document: DomDocument): string {
  const copy = parseHTML(document.toString()).document
  const parsed = new Readability<DomNode>(copy as never, {
    charThreshold: MIN_ARTICLE_LENGTH,
    serializer: (node) => node as unknown as DomNode,
  }).parse()
  return parsed?.content ? blockText(parsed.content) : ''
}

function countTags(html: string): number {
  let count = 0
  for (let at = html.indexOf('<'); at !== -1 && count <= MAX_TAGS; at = html.indexOf('<', at + 1)) count += 1
  return count
}

/** Time grows with the square of the depth: no newspaper nests so deep, or has so many elements. */
function isOrdinary(root: DomNode): boolean {
  let elements = 0
  const stack: { readonly node: DomNode; readonly depth: number }[] = [{ node: root, depth: 0 }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    elements += 1
    if (next.depth > MAX_DEPTH || elements > MAX_ELEMENTS) return false
    for (let child = next.node.lastChild; child; child = child.previousSibling) {
      if (child.nodeType === 1) stack.push({ node: child, depth: next.depth + 1 })
    }
  }
  return true
}

/** For pages that Readability finds no article in: the paragraphs outside of what stands around. */
function bodyText(document: DomDocument): string {
  const around = new Set([...document.querySelectorAll(AROUND)])
  const paragraphs = [...document.querySelectorAll('h1,h2,p,li,blockquote')].filter((element) => {
    let parent = element.parentElement
    for (let depth = 0; parent && depth < MAX_DEPTH; depth += 1) {
      if (around.has(parent)) return false
      parent = parent.parentElement
    }
    return true
  })
  return paragraphs
    .map((element) => (element.textContent ?? '').replaceAll(/\s{1,1000}/g, ' ').trim())
    .join('\n')
}

/** The text below a node, a line a block; without recursion, since pages may be nested any depth. */
function blockText(root: DomNode): string {
  const parts: string[] = []
  const stack: (DomNode | string)[] = [root]
  while (stack.length > 0) {
    const node = stack.pop()
    if (node === undefined) break
    if (typeof node === 'string') parts.push(node)
    else if (node.nodeType === 3) parts.push((node.nodeValue ?? '').replaceAll(/\s{1,1000}/g, ' '))
    else if (node.nodeType === 1) {
      const isBlock = BLOCKS.has(node.nodeName.toUpperCase())
      if (isBlock) stack.push('\n')
      for (let child = node.lastChild; child; child = child.previousSibling) stack.push(child)
      if (isBlock) stack.push('\n')
    }
  }
  return parts
    .join('')
    .replaceAll(/ {0,100}\n[ \n]{0,1000}/g, '\n')
    .trim()
}
