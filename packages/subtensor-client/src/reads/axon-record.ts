import { intToIp } from '@ig/protocol'
import { z } from 'zod'
import type { AxonRecord } from '../chain-data.ts'
import { count, rao } from './parse-as.ts'

/** The runtime's `AxonInfo`; null where nothing was ever served. */
export const axonRecord = z
  .object({ block: count, version: count, ip: rao, port: count, ipType: count, protocol: count })
  .transform(({ ip, ipType, ...axon }): AxonRecord | null => {
    if (axon.block === 0 && axon.port === 0 && ip === 0n) return null
    // The family may be missing from old records: what does not fit IPv4 is IPv6.
    const family = ipType === 6 || ip > 0xffff_ffffn ? 6 : 4
    return { ...axon, ipType: family, ip: intToIp(ip, family) }
  })
