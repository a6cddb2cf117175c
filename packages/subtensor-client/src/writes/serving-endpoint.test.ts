import { intToIp } from '@ig/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { servingEndpoint } from './serving-endpoint.ts'

const refusal = (where: { ip?: string; port?: number; version?: number }) => {
  try {
    servingEndpoint({ ip: '203.0.113.7', port: 8091, version: 1, ...where })
  } catch (error) {
    const { code, values } = error as { code: string; values: { error?: string } }
    return values.error ?? code
  }
  return null
}

test.each([
  ['127.0.0.1', 'InvalidIpAddress'],
  ['255.255.255.255', 'InvalidIpAddress'],
  ['::1', 'InvalidIpAddress'],
  ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'InvalidIpAddress'],
  ['127.0.0.2', null],
  ['0.0.0.0', null],
  ['10.1.2.3', null],
  ['192.168.0.1', null],
  ['2001:db8::1', null],
  ['example.org', 'E_IP'],
])('the address %s is judged as runtime 293 judges it: %s', (ip, expected) => {
  expect(refusal({ ip })).toBe(expected)
})

test.each([
  [0, 'InvalidPort'],
  [-1, 'E_CHAIN_ARGUMENT'],
  [65_536, 'E_CHAIN_ARGUMENT'],
  [80.5, 'E_CHAIN_ARGUMENT'],
  [65_535, null],
])('the port %d: %s', (port, expected) => {
  expect(refusal({ port })).toBe(expected)
})

test('a version has to fit the chain', () => {
  expect(refusal({ version: 2 ** 32 })).toBe('E_CHAIN_ARGUMENT')
  expect(refusal({ version: -1 })).toBe('E_CHAIN_ARGUMENT')
})

test('any other address goes to the chain as the integer it stands for', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 2n, max: 2n ** 32n - 2n }), (address) => {
      fc.pre(address !== 0x7f000001n)
      const endpoint = servingEndpoint({ ip: intToIp(address, 4), port: 1, version: 0 })
      expect(endpoint).toEqual({ ip: address, ipType: 4, port: 1 })
    }),
  )
})
