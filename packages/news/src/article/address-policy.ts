import { BlockList, isIP } from 'node:net'

/** What may be fetched. */
export interface AddressPolicy {
  /** Lifts the bans on private addresses, names and other ports, never those on link-local and metadata addresses. */
  readonly allowPrivateHosts: boolean
}

/** Clouds answer questions about a machine and its keys here. Never, whatever the settings say. */
const NEVER = blockList(
  [
    '169.254.0.0/16',
    '100.100.100.200/32',
    '168.63.129.16/32',
    '192.0.0.192/32',
    '224.0.0.0/4',
    '255.255.255.255/32',
  ],
  ['fe80::/10', 'fd00:ec2::/32', 'fd20:ce::/32', 'ff00::/8'],
)
/** Special-purpose registries of IANA (RFC 6890 and its updates). */
const PRIVATE = blockList(
  [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '240.0.0.0/4',
  ],
  [
    '::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '3fff::/20',
    '5f00::/16',
    'fc00::/7',
    'fec0::/10',
  ],
)
/** Addresses that carry one of IPv4 inside: where its bytes begin. */
const CARRIERS = [
  { list: blockList([], ['::ffff:0:0/96', '64:ff9b::/96', '::/96']), firstGroup: 6 },
  { list: blockList([], ['2002::/16']), firstGroup: 1 },
]
const METADATA_NAMES =
  /^(?:metadata|metadata\.goog|instance-data(?:\.ec2\.internal)?|.*\.?metadata\.google\.internal|metadata\.azure\.internal)$/
const PRIVATE_NAMES = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa|localdomain)$/
const PORTS = new Set(['', '80', '443'])

/** Why an address of the network must not be spoken to, or null. */
export function refuseAddress(address: string, policy: AddressPolicy): string | null {
  const family = isIP(address.split('%', 1)[0] ?? '')
  if (family === 0 || address.includes('%')) return 'no address'
  const name = family === 4 ? 'ipv4' : 'ipv6'
  const inner = family === 6 ? innerAddress(address) : null
  if (NEVER.check(address, name)) return 'a link-local, metadata or multicast address'
  if (inner !== null) {
    const refusal = refuseAddress(inner, policy)
    if (refusal !== null) return refusal
  }
  // An IPv4-mapped address is as good as the one it carries.
  const isMapped = inner !== null && /^::ffff:/i.test(compress(address))
  if (!policy.allowPrivateHosts && !isMapped && PRIVATE.check(address, name))
    return 'a private or reserved address'
  return null
}

/** Why a URL must not be fetched, as far as it can be told before its name is resolved, or null. */
export function refuseUrl(url: URL, policy: AddressPolicy): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'a scheme other than http and https'
  if (url.username !== '' || url.password !== '') return 'credentials in the address'
  if (!policy.allowPrivateHosts && !PORTS.has(url.port)) return 'a port other than 80 and 443'
  // The parser of URLs has turned decimal, octal and hexadecimal hosts into the four numbers that they mean.
  const host = url.hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase()
  if (isIP(host)) return refuseAddress(host, policy)
  if (host.length > 253 || METADATA_NAMES.test(host)) return 'a metadata name'
  if (!policy.allowPrivateHosts && (PRIVATE_NAMES.test(host) || !host.includes('.'))) return 'a private name'
  return null
}

function blockList(v4: readonly string[], v6: readonly string[]): BlockList {
  const list = new BlockList()
  for (const [subnets, family] of [
    [v4, 'ipv4'],
    [v6, 'ipv6'],
  ] as const) {
    for (const subnet of subnets) {
      const [address = '', prefix] = subnet.split('/')
      list.addSubnet(address, Number(prefix), family)
    }
  }
  return list
}

function innerAddress(address: string): string | null {
  const carrier = CARRIERS.find(({ list }) => list.check(address, 'ipv6'))
  if (!carrier) return null
  const groups = expand(address)
  const [high = 0, low = 0] = groups.slice(carrier.firstGroup, carrier.firstGroup + 2)
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.')
}

/** The canonical spelling, by the parser of URLs: hexadecimal groups, the longest run of zeros as `::`. */
function compress(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1)
}

function expand(address: string): number[] {
  const [head = '', tail] = compress(address).split('::')
  const groups = (text: string) =>
    text
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16))
  const [before, after] = [groups(head), groups(tail ?? '')]
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after]
}
