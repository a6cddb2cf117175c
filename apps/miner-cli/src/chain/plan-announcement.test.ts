import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AxonAddress, planAnnouncement } from './plan-announcement.ts'

const wanted: AxonAddress = { ip: '192.0.2.7', port: 8091, version: 10_005_000, protocol: 4 }
const record = { ...wanted, block: 1_000, ipType: 4 as const }
const at = (headBlock: number, changes = {}) =>
  planAnnouncement({ record: { ...record, ...changes }, wanted, headBlock, rateLimitBlocks: 50 })

test('who has never served serves at once', () => {
  expect(planAnnouncement({ record: null, wanted, headBlock: 1, rateLimitBlocks: 50 })).toBe('serve')
})

test('the same address is not served again', () => {
  expect(at(1_000)).toBe('nothing')
  expect(at(9_000)).toBe('nothing')
})

test('another one waits for the rate limit', () => {
  expect(at(1_010, { port: 9 })).toEqual({ waitUntilBlock: 1_050 })
  expect(at(1_049, { ip: '192.0.2.8' })).toEqual({ waitUntilBlock: 1_050 })
  expect(at(1_050, { ip: '192.0.2.8' })).toBe('serve')
})

test('whatever differs is served in the end, and never before the limit', () => {
  const change = fc.constantFrom({ ip: '::2' }, { port: 1 }, { version: 1 }, { protocol: 3 })
  fc.assert(
    fc.property(change, fc.integer({ min: 1_000, max: 2_000 }), (changes, headBlock) => {
      const plan = at(headBlock, changes)
      expect(plan).toEqual(headBlock >= 1_050 ? 'serve' : { waitUntilBlock: 1_050 })
    }),
  )
})
