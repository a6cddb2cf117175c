import { IgError } from '@ig/errors'

/** A node's address. */
export interface Endpoint {
  /** As given; may hold credentials. */
  readonly url: string
  /** Scheme, host and port, for people and logs: credentials may stand in front, in the path or in the query. */
  readonly shown: string
  /** True for `ws://` beyond this machine, where anyone on the way reads and changes what is said. */
  readonly isExposed: boolean
}

/**
 * An endpoint from its URL.
 *
 * @throws IgError `E_CHAIN_ENDPOINT` for what is no `ws://` or `wss://` URL; the text itself is not repeated.
 */
export function parseEndpoint(text: string): Endpoint {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'ws:' && url.protocol !== 'wss:') || url.hostname === '') {
    throw new IgError({
      code: 'E_CHAIN_ENDPOINT',
      message: 'An endpoint of the chain is a ws:// or wss:// URL.',
      values: { scheme: url?.protocol ?? null },
      hint: 'Give it as wss://host:port.',
    })
  }
  const shown = `${url.protocol}//${url.host}${url.pathname === '/' && url.search === '' ? '' : '/…'}`
  return { url: text, shown, isExposed: url.protocol === 'ws:' && !isLoopback(url.hostname) }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
