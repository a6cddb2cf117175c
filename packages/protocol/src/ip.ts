import { isIPv4, isIPv6 } from 'node:net'
import { IgError } from '@ig/errors'

const MAX_IPV4 = 0xffff_ffffn
const MAX_IPV6 = (1n << 128n) - 1n

/** 4 or 6: the family of an address, as the chain's axon record names it; E_IP for anything else. */
export function ipType(ip: string): 4 | 6 {
  if (isIPv4(ip)) return 4
  if (isIPv6(ip) && !ip.includes('%')) return 6
  throw new IgError({ code: 'E_IP', message: 'This is no IPv4 or IPv6 address.', values: { ip } })
}

/**
 * The address as the one integer that the chain stores.
 *
 * @throws IgError `E_IP`
 * @example ipToInt('127.0.0.1') // 2130706433n
 */
export function ipToInt(ip: string): bigint {
  if (ipType(ip) === 4) return dottedToInt(ip)
  let text = ip
  let tail: string[] = []
  const lastColon = text.lastIndexOf(':')
  if (text.includes('.')) {
    const low = dottedToInt(text.slice(lastColon + 1))
    tail = [(low >> 16n).toString(16), (low & 0xffffn).toString(16)]
    text = text.slice(0, lastColon)
    if (text.endsWith(':') && !text.endsWith('::')) text += ':'
  }
  const [left = '', right] = text.split('::') as [string, string | undefined]
  const head = left.split(':').filter(Boolean)
  const end = [...(right ?? '').split(':').filter(Boolean), ...tail]
  const groups = [...head, ...Array<string>(8 - head.length - end.length).fill('0'), ...end]
  return BigInt(`0x${groups.map((group) => group.padStart(4, '0')).join('')}`)
}

/**
 * The address behind such an integer, IPv6 in its shortest spelling (RFC 5952). Without `type` a value below
 * 2^32 is read as IPv4, as the SDK does; pass 6 for addresses such as `::1`.
 *
 * @throws IgError `E_IP` for a value out of range.
 */
export function intToIp(value: bigint, type?: 4 | 6): string {
  const family = type ?? (value <= MAX_IPV4 ? 4 : 6)
  if (value < 0n || value > (family === 4 ? MAX_IPV4 : MAX_IPV6)) {
    throw new IgError({
      code: 'E_IP',
      message: 'The integer is no IP address.',
      values: { value, type: family },
    })
  }
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')
  const hex = value.toString(16).padStart(32, '0')
  const groups = (hex.match(/.{4}/g) ?? []).map((group) => group.replace(/^0{1,3}/, ''))
  return shortenZeros(groups)
}

function dottedToInt(ip: string): bigint {
  return ip.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
}

function shortenZeros(groups: readonly string[]): string {
  let best = { start: -1, length: 1 }
  for (let start = 0; start < groups.length; start++) {
    let length = 0
    while (groups[start + length] === '0') length++
    if (length > best.length) best = { start, length }
  }
  if (best.start < 0) return groups.join(':')
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`
}
