import { IgError } from '@ig/errors'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { intToIp, ipToInt } from './ip.ts'

test('every IPv4 and IPv6 integer survives the way through its text', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 32n - 1n), (value) => {
      expect(ipToInt(intToIp(value, 4))).toBe(value)
    }),
  )
  const sparse = fc.array(fc.constantFrom<bigint>(0n, 0n, 1n, 0xffffn), { minLength: 8, maxLength: 8 })
  const groups = sparse.map((parts) => parts.reduce((sum, part) => sum * 65_536n + part, 0n))
  fc.assert(
    fc.property(fc.oneof(groups, fc.bigInt(0n, 2n ** 128n - 1n)), (value) => {
      expect(ipToInt(intToIp(value, 6))).toBe(value)
    }),
  )
})

test('every spelling that a generator of addresses knows is read, and the shortest is written', () => {
  fc.assert(
    fc.property(fc.ipV6(), (ip) => {
      expect(ipToInt(intToIp(ipToInt(ip), 6))).toBe(ipToInt(ip))
    }),
  )
  expect(intToIp(ipToInt('2001:0db8:0000:0000:0001:0000:0000:0001'), 6)).toBe('2001:db8::1:0:0:1')
  expect(ipToInt('::ffff:1.2.3.4')).toBe(0xffff_0102_0304n)
  expect(intToIp(0n, 6)).toBe('::')
})

test('nothing but an IgError is thrown', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('::g', '1.2.3', '1.2.3.4.5', 'fe80::1%eth0', ':::', '01.2.3.4')),
      (text) => {
        try {
          ipToInt(text)
        } catch (error) {
          expect(IgError.isInstance(error)).toBe(true)
        }
      },
    ),
  )
  expect(() => intToIp(2n ** 32n, 4)).toThrow(expect.objectContaining({ code: 'E_IP' }))
  expect(() => intToIp(-1n)).toThrow(expect.objectContaining({ code: 'E_IP' }))
})
