import { isIP } from 'node:net'

/** Names by which a browser on the same machine reaches it. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1'])
const HOST = /^(?:\[([\da-f:.]+)\]|([a-z\d._-]+))(?::\d{1,5})?$/i

/** The name or address in a `Host` header, without brackets and port, in small letters; null for what is none. */
export function hostName(header: string | undefined): string | null {
  const [, address, name] = HOST.exec(header ?? '') ?? []
  return (address ?? name)?.toLowerCase() ?? null
}

/**
 * Tells whether a request names us as its host. A page elsewhere can make its own name resolve to this machine, and its
 * scripts would then read what is served here as theirs: such a request carries that name. An address cannot be made to
 * resolve to another, so where we listen on all of them, any address is ours.
 */
export function createHostCheck({
  ip,
  hosts,
}: {
  /** Where we listen. */
  readonly ip: string
  /** Further names of ours. */
  readonly hosts: readonly string[]
}): (header: string | undefined) => boolean {
  const ours = new Set([...LOOPBACK, ip, ...hosts].map((name) => name.toLowerCase()))
  const everywhere = isEverywhere(ip)
  return (header) => {
    const name = hostName(header)
    return name !== null && (ours.has(name) || (everywhere && isIP(name) !== 0))
  }
}

/** Whether it means every address of the machine. */
export function isEverywhere(ip: string): boolean {
  return ip === '0.0.0.0' || ip === '::'
}
