import { isIP } from 'node:net'

/** `::ffff:127.0.0.1` as people write it, and as an `URL` spells its host. */
const MAPPED = /^::ffff:(?:127\.\d+\.\d+\.\d+|7f[\da-f]{2}:[\da-f]{1,4})$/

/** True for an address or a name by which only this machine is reached; an IPv6 address may stand in brackets. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1')
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  if (isIP(name) === 4) return name.startsWith('127.')
  return isIP(name) === 6 && (name === '::1' || MAPPED.test(name))
}
