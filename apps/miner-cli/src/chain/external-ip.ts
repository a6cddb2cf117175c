import { BlockList, isIP } from 'node:net'
import type { networkInterfaces } from 'node:os'

/** The address that others reach this machine by, and how it was found; or why it is not known. */
export type ExternalIp =
  | { readonly ip: string; readonly source: 'setting' | 'listening' | 'interface' | 'echo' | 'chain' }
  | { readonly problem: string }

export interface ExternalIpQuestion {
  /** `axon.external_ip`. */
  readonly given: string | null
  /** What the axon listens on. */
  readonly listeningIp: string
  /** Others of this network are on this machine or beside it. */
  readonly isLocal: boolean
  /** `axon.ip_echo_url`; null asks nobody. */
  readonly echoUrl: string | null
  /** What the chain's record says; null where there is none. */
  readonly recordedIp: string | null
}

const ECHO_TIMEOUT_MS = 5_000
const ECHO_MAX_BYTES = 64

const unreachable = new BlockList()
unreachable.addSubnet('127.0.0.0', 8)
unreachable.addSubnet('0.0.0.0', 8)
unreachable.addAddress('::1', 'ipv6')
unreachable.addAddress('::', 'ipv6')

const notPublic = new BlockList()
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  notPublic.addSubnet(net, bits)
}
notPublic.addSubnet('fc00::', 7, 'ipv6')
notPublic.addSubnet('fe80::', 10, 'ipv6')

/** True for addresses of this machine alone, which no chain takes. */
export function isUnreachable(ip: string): boolean {
  return unreachable.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4')
}

/** True for addresses that mean something in one's own network only. */
export function isPrivate(ip: string): boolean {
  return isUnreachable(ip) || notPublic.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4')
}

/**
 * Finds the address to write on the chain: the setting; else the one listened on, where others can reach it; else on
 * local networks the first IPv4 address of this machine; else what an echo service sees, and the chain's own record
 * where that does not answer.
 */
export async function findExternalIp(
  { given, listeningIp, isLocal, echoUrl, recordedIp }: ExternalIpQuestion,
  {
    fetch,
    interfaces,
  }: {
    readonly fetch: typeof globalThis.fetch
    readonly interfaces: () => ReturnType<typeof networkInterfaces>
  },
): Promise<ExternalIp> {
  if (given !== null) {
    return isUnreachable(given)
      ? { problem: `The chain takes no address such as ${given}: correct --axon.external_ip.` }
      : { ip: given, source: 'setting' }
  }
  if (isLocal ? !isUnreachable(listeningIp) : !isPrivate(listeningIp)) {
    return { ip: listeningIp, source: 'listening' }
  }
  if (isLocal) {
    const ip = firstAddress(interfaces())
    return ip === null
      ? { problem: 'This machine has no address but loopback: give one with --axon.external_ip.' }
      : { ip, source: 'interface' }
  }
  const seen = echoUrl === null ? null : await askEcho(echoUrl, fetch)
  if (seen !== null) return { ip: seen, source: 'echo' }
  if (recordedIp !== null && !isUnreachable(recordedIp)) return { ip: recordedIp, source: 'chain' }
  return { problem: 'The address of this machine could not be found out: give it with --axon.external_ip.' }
}

function firstAddress(interfaces: ReturnType<typeof networkInterfaces>): string | null {
  const all = Object.values(interfaces).flatMap((addresses) => addresses ?? [])
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null
}

/** What is no public address is no answer: the text comes from a stranger. */
async function askEcho(url: string, fetch: typeof globalThis.fetch): Promise<string | null> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(ECHO_TIMEOUT_MS),
      redirect: 'error',
      headers: { accept: 'text/plain' },
    })
    if (!response.ok) return null
    const text = await shortText(response)
    return text !== null && isIP(text) !== 0 && !isPrivate(text) ? text : null
  } catch {
    // No service, no name, no time: the caller goes on without.
    return null
  }
}

/** The body, without the rest of it where it is longer than any address; then null. */
async function shortText({ body }: Response): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    // Leaving the loop cancels the body.
    if (bytes > ECHO_MAX_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8').trim()
}
