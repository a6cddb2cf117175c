import { describe, expect, test } from 'vitest'
import { goldenVectors } from '../golden-vectors.ts'
import { intToIp, ipToInt, ipType } from './ip.ts'
import { versionToInt } from './version.ts'

describe.each(goldenVectors<{ vectors: { version: string; int: number }[] }>(/^versions.*\.json$/))(
  '$file',
  ({ vectors }) => {
    test.each(vectors.vectors)('$version', ({ version, int }) => {
      expect(versionToInt(version)).toBe(int)
    })
  },
)

interface IpVectors {
  vectors: { ip: string; ip_int: string; ip_type: 4 | 6; back: string }[]
}

describe.each(goldenVectors<IpVectors>(/^axon_info_ip.*\.json$/))('$file', ({ vectors }) => {
  test.each(vectors.vectors)('$ip', ({ ip, ip_int, ip_type, back }) => {
    expect(ipToInt(ip)).toBe(BigInt(ip_int))
    expect(ipType(ip)).toBe(ip_type)
    expect(intToIp(BigInt(ip_int), ip_type)).toBe(ip)
    // Without the type the SDK takes ::1 for 0.0.0.1, and so do we.
    expect(intToIp(BigInt(ip_int))).toBe(back)
  })
})
