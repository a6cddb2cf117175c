/** The little of the DOM that reading a page takes; TypeScript's own library of it is for browsers. */
export interface DomNode {
  readonly nodeType: number
  readonly nodeName: string
  readonly nodeValue: string | null
  readonly textContent: string | null
  readonly lastChild: DomNode | null
  readonly previousSibling: DomNode | null
}

/** An element. */
export interface DomElement extends DomNode {
  readonly parentElement: DomElement | null
  getAttribute(name: string): string | null
  remove(): void
}

/** A document. */
export interface DomDocument extends DomNode {
  readonly documentElement: DomElement | null
  readonly title: string | null
  querySelector(selector: string): DomElement | null
  querySelectorAll(selector: string): Iterable<DomElement>
  toString(): string
}
