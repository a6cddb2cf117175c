import type { Child } from 'hono/jsx'

/** A link out of the dashboard: to http and https only, without telling where from. What is no such address is text. */
export const OutsideLink = ({ href, children }: { href: string; children?: Child }) =>
  isWebAddress(href) ? (
    <a href={href} rel="noreferrer noopener external">
      {children}
    </a>
  ) : (
    <span>{children}</span>
  )

function isWebAddress(href: string): boolean {
  const protocol = URL.parse(href)?.protocol
  return protocol === 'http:' || protocol === 'https:'
}
