import { ipToInt, ipType } from '@ig/protocol'
import { badArgument } from '../errors/write-errors.ts'
import { refusedBeforeSending } from './refused-before-sending.ts'

/** An address and a port as the calls for serving take them. */
export interface ServingEndpoint {
  readonly ip: bigint
  readonly ipType: 4 | 6
  readonly port: number
}

const MAX_PORT = 65_535
const MAX_U32 = 2 ** 32 - 1
const V4 = { loopback: ipToInt('127.0.0.1'), last: ipToInt('255.255.255.255') }
const V6 = { loopback: 1n, last: 2n ** 128n - 1n }

/**
 * Checks an address as the runtime does: neither 127.0.0.1 or ::1, nor the last one of its family. Private ranges and
 * 0.0.0.0, by which an axon is withdrawn, are allowed.
 *
 * @throws IgError `E_IP`; `E_CHAIN_REFUSED` (`InvalidIpAddress`, `InvalidPort`); `E_CHAIN_ARGUMENT` for what is no
 * port or no version at all.
 */
export function servingEndpoint(where: {
  readonly ip: string
  readonly port: number
  readonly version: number
}): ServingEndpoint {
  const { ip, port, version } = where
  const family = ipType(ip)
  const address = ipToInt(ip)
  const refused = family === 4 ? V4 : V6
  if (address === refused.loopback || address >= refused.last) {
    throw refusedBeforeSending('InvalidIpAddress', { ip })
  }
  if (port === 0) throw refusedBeforeSending('InvalidPort', { port })
  if (!Number.isInteger(port) || port < 0 || port > MAX_PORT) {
    throw badArgument('The port is no integer from 1 to 65,535.', { port })
  }
  if (!Number.isInteger(version) || version < 0 || version > MAX_U32) {
    throw badArgument('The version is no integer from 0 to 4,294,967,295.', { version })
  }
  return { ip: address, ipType: family, port }
}
